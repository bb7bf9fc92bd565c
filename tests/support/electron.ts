/**
 * Stands in for the `electron` module of the main process: it does nothing but note what the shell asked for, and
 * lets a test play the page's side. It runs on plain Node, so that the packaged main can be booted on it too.
 */
import { EventEmitter } from 'node:events';

type Decide<T> = (verdict: T) => void;
type Contents = EventEmitter & {
  readonly sent: [channel: string, data: unknown][];
  openWindow?: (details: { url: string }) => unknown;
};

/** Everything that the shell asked Electron for, in one place. */
export const asked = {
  calls: [] as string[],
  paths: new Map<string, string>(),
  schemes: [] as { scheme: string; privileges: Record<string, boolean> }[],
  pages: new Map<string, (request: Request) => Response | Promise<Response>>(),
  handlers: new Map<string, (event: unknown, ...args: unknown[]) => unknown>(),
  windows: [] as BrowserWindow[],
  permission: undefined as ((contents: unknown, name: string, decide: Decide<boolean>) => void) | undefined,
  permissionCheck: undefined as ((contents: unknown, name: string) => boolean) | undefined,
  device: undefined as (() => boolean) | undefined,
  screen: undefined as ((request: unknown, decide: Decide<unknown>) => void) | undefined,
  beforeRequest: undefined as
    | ((details: { url: string }, decide: Decide<{ cancel?: boolean }>) => void)
    | undefined,
  switches: [] as string[],
  openedOutside: [] as string[],
  errorBoxes: [] as string[],
  messages: [] as string[],
  menu: undefined as unknown,
  /** What the test decides. */
  isFirst: true,
  hasKeychain: true,
  keychainBackend: 'gnome_libsecret',
  ready: Promise.resolve(),
};

const note = (call: string) => void asked.calls.push(call);

export const app = Object.assign(new EventEmitter(), {
  isPackaged: true,
  enableSandbox: () => note('app.enableSandbox'),
  setPath: (name: string, path: string) => void asked.paths.set(name, path),
  getLocale: () => 'en-US',
  requestSingleInstanceLock: () => asked.isFirst,
  whenReady: () => {
    note('app.whenReady');
    return asked.ready;
  },
  commandLine: { appendSwitch: (name: string) => void asked.switches.push(name) },
  quit: () => {
    note('app.quit');
    const event = { isHeld: false, preventDefault: () => (event.isHeld = true) };
    app.emit('will-quit', event);
    if (!event.isHeld) app.emit('quit');
  },
  exit: (code: number) => note(`app.exit ${code}`),
});

/** A keychain that only turns texts into base64, and knows its own. */
export const safeStorage = {
  isAsyncEncryptionAvailable: async () => asked.hasKeychain,
  getSelectedStorageBackend: () => asked.keychainBackend,
  encryptStringAsync: async (text: string) => Buffer.from(`kept:${Buffer.from(text).toString('base64')}`),
  decryptStringAsync: async (sealed: Buffer) => {
    const text = sealed.toString();
    if (!text.startsWith('kept:')) throw new Error('This was sealed by another keychain.');
    return { shouldReEncrypt: false, result: Buffer.from(text.slice(5), 'base64').toString() };
  },
};

export const protocol = {
  registerSchemesAsPrivileged: (schemes: typeof asked.schemes) => {
    note('protocol.registerSchemesAsPrivileged');
    asked.schemes.push(...schemes);
  },
  handle: (scheme: string, answer: (request: Request) => Response | Promise<Response>) =>
    void asked.pages.set(scheme, answer),
};

export const session = {
  defaultSession: {
    setPermissionRequestHandler: (handler: typeof asked.permission) => (asked.permission = handler),
    setPermissionCheckHandler: (handler: typeof asked.permissionCheck) => (asked.permissionCheck = handler),
    setDevicePermissionHandler: (handler: typeof asked.device) => (asked.device = handler),
    setDisplayMediaRequestHandler: (handler: typeof asked.screen) => (asked.screen = handler),
    setSpellCheckerEnabled: () => {},
    webRequest: { onBeforeRequest: (handler: typeof asked.beforeRequest) => (asked.beforeRequest = handler) },
  },
};

export const ipcMain = {
  handle: (channel: string, handler: (event: unknown, ...args: unknown[]) => unknown) =>
    void asked.handlers.set(channel, handler),
  removeHandler: (channel: string) => void asked.handlers.delete(channel),
};

export const powerMonitor = new EventEmitter();
export const shell = { openExternal: async (url: string) => void asked.openedOutside.push(url) };
export const Menu = {
  setApplicationMenu: (menu: unknown) => (asked.menu = menu),
  buildFromTemplate: (template: unknown) => template,
};
export const dialog = {
  showErrorBox: (_title: string, text: string) => void asked.errorBoxes.push(text),
  showMessageBox: async ({ message }: { message: string }) => void asked.messages.push(message),
};

export class BrowserWindow extends EventEmitter {
  readonly webPreferences: Record<string, unknown>;
  readonly loaded: string[] = [];
  readonly webContents: Contents;
  isVisible = false;
  #isDestroyed = false;

  constructor(options: { webPreferences: Record<string, unknown> }) {
    super();
    this.webPreferences = options.webPreferences;
    this.webContents = makeContents();
    asked.windows.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }

  async loadURL(url: string): Promise<void> {
    this.loaded.push(url);
    this.emit('ready-to-show');
  }

  show(): void {
    this.isVisible = true;
  }

  focus(): void {
    note('window.focus');
  }

  isMinimized(): boolean {
    return false;
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  close(): void {
    this.#isDestroyed = true;
    this.emit('closed');
    app.emit('window-all-closed');
  }
}

/** A page's side of Electron, as every window, frame and view has one. */
export function makeContents(): Contents {
  const contents: Contents = Object.assign(new EventEmitter(), { sent: [] as [string, unknown][] });
  return Object.assign(contents, {
    send: (channel: string, data: unknown) => void contents.sent.push([channel, data]),
    setWindowOpenHandler: (handler: (details: { url: string }) => unknown) => (contents.openWindow = handler),
  });
}
