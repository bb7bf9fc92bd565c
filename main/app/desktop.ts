import { join } from 'node:path';
import { type Console, openConsole, type Threads } from '#main';
import { StoreTrouble } from '#store/trouble';
import { app, type BrowserWindow, dialog, Menu, protocol, session } from 'electron';
import { readAssets } from './assets.ts';
import { closeEveryPage, closeProfile } from './desktop-guard.ts';
import { findKeychain, secretHere } from './desktop-keychain.ts';
import { SCHEME, servePage } from './desktop-pages.ts';
import { openWindow } from './desktop-window.ts';
import { homeFolder } from './home.ts';
import { languageOf, recoveryWords, wordsOf } from './trouble-words.ts';

export type DesktopFiles = { readonly pages: string; readonly preload: string; readonly threads: Threads };

/**
 * The desktop shell. What must be said before Electron is ready is said at once; the rest follows.
 * A second start over the same home brings the first one's window to the front.
 */
export function startDesktop(files: DesktopFiles): Promise<void> {
  const home = homeFolder();
  app.enableSandbox();
  app.setPath('userData', join(home, 'window'));
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
  closeEveryPage();
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return Promise.resolve();
  }
  return app.whenReady().then(() => open(home, files));
}

async function open(home: string, files: DesktopFiles): Promise<void> {
  const console = await openOrSay(home, files.threads);
  if (!console) return;
  const assets = readAssets(files.pages);
  closeProfile(session.defaultSession);
  protocol.handle(SCHEME, (request) => servePage(assets, request));
  // Off the Mac the default menu only offers reloading and developer tools; a Mac needs one for copy and paste.
  Menu.setApplicationMenu(
    process.platform === 'darwin'
      ? Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }])
      : null,
  );
  const window = openWindow(console, files.preload, !app.isPackaged);
  app.on('second-instance', () => show(window));
  app.on('window-all-closed', () => app.quit());
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    // Jobs stop at the end of their chunk and the store is closed before the process goes.
    event.preventDefault();
    void console.close().finally(() => {
      closed = true;
      app.quit();
    });
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => app.quit());
}

/** A store that does not open is told in a window of the system, in the system's language. */
async function openOrSay(home: string, threads: Threads): Promise<Console | undefined> {
  const language = languageOf(app.getLocale());
  try {
    const keychain = await findKeychain();
    const secret = await secretHere(home, keychain);
    const console = await openConsole({ home, threads, backups: 'daily', secret, environment: { keychain } });
    const { recovery } = console.opening;
    if (recovery)
      await dialog.showMessageBox({ type: 'warning', message: recoveryWords(recovery, language) });
    return console;
  } catch (error) {
    if (!(error instanceof StoreTrouble)) throw error;
    dialog.showErrorBox('Switchyard', wordsOf(error, language));
    app.exit(1);
    return undefined;
  }
}

function show(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
