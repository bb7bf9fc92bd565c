/** All that a page gets of the desktop: a way to ask the one door, and a way to hear. Never Electron itself. */
import type { ConsoleEvent } from '#contract/reply';
import { CHANNELS, type SwitchyardBridge } from '#contract/wire';
import { contextBridge, ipcRenderer } from 'electron';

const bridge: SwitchyardBridge = {
  call: (name, input) => ipcRenderer.invoke(CHANNELS.call, { name, input }),
  on: (hear) => {
    // The page gets the event's data, not Electron's event object.
    const pass = (_event: unknown, event: ConsoleEvent) => hear(event);
    ipcRenderer.on(CHANNELS.event, pass);
    return () => void ipcRenderer.removeListener(CHANNELS.event, pass);
  },
};

contextBridge.exposeInMainWorld('switchyard', Object.freeze(bridge));
