import type { Session } from '#api/context';
import type { ConsoleEvent } from '#contract/reply';
import { CHANNELS } from '#contract/wire';
import type { Console } from '#main';
import { BrowserWindow, ipcMain, type IpcMainInvokeEvent, powerMonitor } from 'electron';
import { isOurPage, PAGES } from './desktop-pages.ts';
import { watchElsewhere } from './elsewhere.ts';
import { hearing } from './hearing.ts';

/** Opens the console's one window, and the one door for its page. */
export function openWindow(console: Console, preload: string, debuggable: boolean): BrowserWindow {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 960,
    minHeight: 600,
    show: false,
    title: 'Switchyard',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: debuggable,
    },
  });
  const session: Session = {
    id: console.env.newId(),
    shell: 'desktop',
    userId: null,
    lastSeenAt: console.env.now(),
    locked: false,
  };
  ipcMain.handle(CHANNELS.call, (event, call: unknown) => {
    if (!isOurs(event, window)) throw new Error('Only the console itself may ask.');
    const { name, input } = (call ?? {}) as { name?: unknown; input?: unknown };
    return console.dispatch(session, typeof name === 'string' ? name : '', input);
  });
  const mayHear = hearing(console);
  const tell = async (event: ConsoleEvent) => {
    if ((await mayHear(session, event)) && !window.isDestroyed())
      window.webContents.send(CHANNELS.event, event);
  };
  const deafen = console.listen((event) => void tell(event));
  const endWatch = watchElsewhere(console);
  // Who locks the machine locks the console with it.
  const lock = () => void (session.userId !== null && console.dispatch(session, 'access.lock', {}));
  powerMonitor.on('lock-screen', lock);
  window.once('closed', () => {
    deafen();
    endWatch();
    powerMonitor.removeListener('lock-screen', lock);
    ipcMain.removeHandler(CHANNELS.call);
    session.userId = null;
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(PAGES);
  return window;
}

/** The page of our window, at our address, in its top frame: nobody else. A frame that is gone is nobody. */
function isOurs(event: IpcMainInvokeEvent, window: BrowserWindow): boolean {
  const frame = event.senderFrame;
  return (
    frame !== null &&
    frame.parent === null &&
    isOurPage(frame.url) &&
    !window.isDestroyed() &&
    event.sender === window.webContents
  );
}
