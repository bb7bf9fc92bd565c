import { app, type Session as Profile, type WebContents } from 'electron';
import { isInside, isOurPage } from './desktop-pages.ts';

/** What a page may use of the machine: putting text on the clipboard, and nothing else. */
const GRANTED: readonly string[] = ['clipboard-sanitized-write'];

/** Denies every permission, device and screen, and every request that would leave the console. */
export function closeProfile(profile: Profile): void {
  profile.setPermissionRequestHandler((_contents, permission, decide) =>
    decide(GRANTED.includes(permission)),
  );
  profile.setPermissionCheckHandler((_contents, permission) => GRANTED.includes(permission));
  profile.setDevicePermissionHandler(() => false);
  profile.setDisplayMediaRequestHandler((_request, decide) => decide({}));
  profile.webRequest.onBeforeRequest((details, decide) => decide({ cancel: !isInside(details.url) }));
  profile.setSpellCheckerEnabled(false);
}

/** Holds every page there will ever be to the console's own address, without windows, frames or views beside it. */
export function closeEveryPage(): void {
  app.on('web-contents-created', (_event, contents) => closePage(contents));
}

function closePage(contents: WebContents): void {
  const stay = (event: { preventDefault: () => void }, address: string) => {
    if (!isOurPage(address)) event.preventDefault();
  };
  contents.on('will-navigate', (event) => stay(event, event.url));
  contents.on('will-redirect', (event) => stay(event, event.url));
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isOurPage(event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  // Links that lead out are not opened in the system's browser either: the console has none.
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
