/** Electron's fuses, all nine of them: what the packaged program can never be talked into. */
import { flipFuses, type FuseConfig, FuseV1Options, FuseVersion } from '@electron/fuses';
import { join } from 'node:path';

export const FUSES: FuseConfig = {
  version: FuseVersion.V1,
  // A fuse that a later Electron brings breaks the packaging instead of passing unseen.
  strictlyRequireAllFuses: true,
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  [FuseV1Options.WasmTrapHandlers]: true,
};

type Packed = {
  readonly appOutDir: string;
  readonly electronPlatformName: string;
  readonly packager: {
    readonly appInfo: { readonly productFilename: string };
    readonly executableName?: string;
  };
};

/** electron-builder's hook, after the files lie in place and before anything is signed. */
export async function afterPack(packed: Packed): Promise<void> {
  await flipFuses(programOf(packed), FUSES);
}

/** The program of a packed app, which carries the fuses. */
export function programOf({ appOutDir, electronPlatformName, packager }: Packed): string {
  const name = packager.appInfo.productFilename;
  if (electronPlatformName === 'darwin') return join(appOutDir, `${name}.app`, 'Contents/MacOS', name);
  if (electronPlatformName === 'win32') return join(appOutDir, `${name}.exe`);
  return join(appOutDir, packager.executableName ?? name);
}
