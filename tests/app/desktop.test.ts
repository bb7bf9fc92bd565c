import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { FuseV1Options } from '@electron/fuses';
import { PAGES } from '#app/desktop-pages';
import { startDesktop } from '#app/desktop';
import type { Reply } from '#contract/reply';
import { builtPages } from '#support/browser-shell';
import { app, asked, makeContents, powerMonitor } from '#support/electron';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { FUSES } from '#tools/fuses';
import { isSupported } from '#tools/electron-age';

vi.mock('electron', () => import('#support/electron'));

const home = mkdtempSync(join(tmpdir(), 'switchyard-desktop-'));
const main = (path: string) => pathToFileURL(join(import.meta.dirname, '../../main', path));
const before: string[] = [];

beforeAll(async () => {
  vi.stubEnv('SWITCHYARD_HOME', home);
  let ready = () => {};
  asked.ready = new Promise((resolve) => (ready = resolve));
  const started = startDesktop({
    pages: builtPages(join(home, 'built')),
    preload: '/app/out/preload/index.cjs',
    threads: {
      jobs: main('jobs/worker.ts'),
      passwords: main('app/hasher.ts'),
      replay: main('jobs/replay-thread.ts'),
    },
  });
  before.push(...asked.calls);
  ready();
  await started;
});

afterAll(async () => {
  const ended = new Promise((resolve) => app.once('quit', resolve));
  theWindow().close();
  await ended;
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true, force: true });
});

function theWindow() {
  const [window] = asked.windows;
  if (!window) throw new Error('The shell opened no window.');
  return window;
}

const page = (path = '') => {
  const answer = asked.pages.get('app');
  if (!answer) throw new Error('Nobody answers app://');
  return answer({ method: 'GET', url: `${PAGES}${path}` } as Request);
};

type Frame = { url: string; parent: null | object };
function call(change: { frame?: Frame | null; sender?: unknown } = {}): Promise<Reply> {
  const handler = asked.handlers.get('call');
  if (!handler) throw new Error('Nobody handles "call".');
  const event = {
    sender: change.sender ?? theWindow().webContents,
    senderFrame: change.frame === undefined ? { url: `${PAGES}#/routing`, parent: null } : change.frame,
  };
  return (async () => handler(event, { name: 'access.getSession', input: {} }) as Promise<Reply>)();
}

/** Whether a page that tries something is held back. */
function isHeld(event: string, details: object, contents = theWindow().webContents): boolean {
  const preventDefault = vi.fn<() => void>();
  contents.emit(event, { ...details, preventDefault });
  return preventDefault.mock.calls.length > 0;
}

describe("Electron's twenty items, asked of it when the desktop starts", () => {
  test('1. only our own content is loaded: every request that would leave the console is cancelled', () => {
    const verdict = (url: string) => {
      let cancelled: boolean | undefined;
      asked.beforeRequest?.({ url }, ({ cancel }) => {
        cancelled = cancel;
      });
      return cancelled;
    };
    expect(theWindow().loaded).toEqual([PAGES]);
    expect([`${PAGES}assets/a.js`, `blob:${PAGES}1`, 'data:text/csv,1'].map(verdict)).toEqual([
      false,
      false,
      false,
    ]);
    for (const url of [
      'http://example.com/',
      'https://example.com/',
      'ws://127.0.0.1:1/',
      'file:///etc/passwd',
      'app://other/',
    ])
      expect(verdict(url)).toBe(true);
  });

  test('2. no page has Node', () => {
    expect(theWindow().webPreferences).toMatchObject({
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
    });
  });

  test('3. the preload lives in a world of its own', () => {
    expect(theWindow().webPreferences['contextIsolation']).toBe(true);
  });

  test('4. every process is sandboxed, and that is asked before Electron is ready', () => {
    expect(theWindow().webPreferences['sandbox']).toBe(true);
    expect(before).toEqual(['app.enableSandbox', 'protocol.registerSchemesAsPrivileged', 'app.whenReady']);
  });

  test.each([
    'media',
    'geolocation',
    'notifications',
    'fullscreen',
    'openExternal',
    'clipboard-read',
    'fileSystem',
    'hid',
    'usb',
    'serial',
    'local-network-access',
    'a name of a later Electron',
  ])('5. the permission %s is denied, asked or checked', (name) => {
    let granted: boolean | undefined;
    asked.permission?.({}, name, (verdict) => {
      granted = verdict;
    });
    expect(granted).toBe(false);
    expect(asked.permissionCheck?.({}, name)).toBe(false);
  });

  test('5. devices and the screen are denied, and text may be put on the clipboard', () => {
    let screen: unknown;
    asked.screen?.({}, (streams) => {
      screen = streams;
    });
    expect(screen).toEqual({});
    expect(asked.device?.()).toBe(false);
    expect(asked.permissionCheck?.({}, 'clipboard-sanitized-write')).toBe(true);
  });

  test('6. web security stays on, by preference and by command line', () => {
    expect(theWindow().webPreferences['webSecurity']).toBe(true);
    expect(asked.switches).toEqual([]);
  });

  test('7. the page comes with a content policy without unsafe words and with a nonce of its own', async () => {
    const answers = [await page(), await page()];
    const policies = answers.map((answer) => answer.headers.get('content-security-policy') ?? '');
    expect(policies[0]).not.toBe(policies[1]);
    for (const [i, policy] of policies.entries()) {
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toMatch(/unsafe|\*|https?:/);
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
      expect(await answers[i]?.text()).toContain(`<meta name="csp-nonce" content="${nonce}" />`);
    }
  });

  test('8. no insecure content is allowed', () => {
    expect(theWindow().webPreferences['allowRunningInsecureContent']).toBe(false);
  });

  test('9. no experimental features are on', () => {
    expect(theWindow().webPreferences['experimentalFeatures']).toBe(false);
  });

  test('10. no Blink feature is switched on by name', () => {
    expect(theWindow().webPreferences).not.toHaveProperty('enableBlinkFeatures');
  });

  test('11. there are no webviews that could open windows', () => {
    expect(theWindow().webPreferences['webviewTag']).toBe(false);
  });

  test('12. a webview that is attached all the same is stopped', () => {
    expect(isHeld('will-attach-webview', {})).toBe(true);
  });

  test('13. no page leaves the console, in any frame, by link or by redirect', () => {
    for (const url of [
      'https://example.com/',
      'file:///etc/passwd',
      'app://other/',
      'javascript:alert(1)',
      `${PAGES}assets/a.js`,
    ]) {
      expect(isHeld('will-navigate', { url })).toBe(true);
      expect(isHeld('will-redirect', { url })).toBe(true);
      expect(isHeld('will-frame-navigate', { url, isMainFrame: true })).toBe(true);
    }
    expect(isHeld('will-frame-navigate', { url: PAGES, isMainFrame: false })).toBe(true);
    expect(isHeld('will-navigate', { url: PAGES })).toBe(false);
  });

  test('13. a page that Electron makes later is held as well', () => {
    const later = makeContents();
    app.emit('web-contents-created', {}, later);
    expect(isHeld('will-navigate', { url: 'https://example.com/' }, later)).toBe(true);
  });

  test('14. no page opens a window', () => {
    for (const url of ['https://example.com/', PAGES, 'about:blank'])
      expect(theWindow().webContents.openWindow?.({ url })).toEqual({ action: 'deny' });
  });

  test('15. nothing is ever handed to the system to open', () => {
    expect(asked.openedOutside).toEqual([]);
    const sources = ['desktop', 'desktop-guard', 'desktop-pages', 'desktop-window'].map((name) =>
      readFileSync(new URL(main(`app/${name}.ts`)), 'utf8'),
    );
    expect(sources.join('')).not.toContain('openExternal');
  });

  test('16. the packaged Electron is the pinned one, and packaging stops when it is no longer supported', () => {
    const root = join(import.meta.dirname, '../..');
    const pinned = (
      JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
        devDependencies: { electron: string };
      }
    ).devDependencies.electron;
    expect(readFileSync(join(root, 'electron-builder.yml'), 'utf8')).toContain(
      `electronVersion: ${pinned}\n`,
    );
    expect(isSupported(pinned, Date.parse('2026-11-22'))).toBe(true);
    expect(isSupported(pinned, Date.parse('2027-05-01'))).toBe(false);
    expect(isSupported('44.0.0', Date.parse('2026-11-22'))).toBe(false);
  });

  test('17. the page itself may ask the one door', async () => {
    expect(await call()).toHaveProperty('ok');
  });

  test.each([
    ['from a frame inside the page', { frame: { url: PAGES, parent: {} } }],
    ['from another address', { frame: { url: 'https://example.com/', parent: null } }],
    ['from an address that begins like ours', { frame: { url: 'app://console.example/', parent: null } }],
    ['from a file of ours opened as a page', { frame: { url: `${PAGES}assets/a.js`, parent: null } }],
    ['from an empty address', { frame: { url: '', parent: null } }],
    ['from a frame that is gone', { frame: null }],
    ['from another window', { sender: {} }],
  ])('17. a call %s is not heard', async (_whence, change) => {
    await expect(call(change)).rejects.toThrow('Only the console itself may ask.');
  });

  test('18. the pages come from a protocol of our own, by a list and never by joining paths', async () => {
    expect(asked.schemes).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
    ]);
    expect((await page('assets/app-1a2b.js')).headers.get('content-type')).toBe(
      'text/javascript; charset=utf-8',
    );
    for (const path of [
      '../secret.txt',
      '..%2fsecret.txt',
      '%2e%2e/secret.txt',
      'assets/',
      'index.html',
      '__proto__',
    ])
      expect((await page(path)).status).toBe(404);
    const answer = asked.pages.get('app');
    expect((await answer?.({ method: 'POST', url: PAGES } as Request))?.status).toBe(405);
    expect((await answer?.({ method: 'GET', url: 'app://other/' } as Request))?.status).toBe(405);
  });

  test('19. all nine fuses are set, and an unknown tenth one stops the packaging', () => {
    const { version, strictlyRequireAllFuses, ...fuses } = FUSES;
    expect(version).toBe('1');
    expect(strictlyRequireAllFuses).toBe(true);
    const on = Object.entries(fuses)
      .filter(([, isOn]) => isOn)
      .map(([fuse]) => FuseV1Options[Number(fuse)]);
    expect(Object.keys(fuses)).toHaveLength(9);
    expect(on).toEqual([
      'EnableCookieEncryption',
      'EnableEmbeddedAsarIntegrityValidation',
      'OnlyLoadAppFromAsar',
      'WasmTrapHandlers',
    ]);
    expect(readFileSync(join(import.meta.dirname, '../../electron-builder.yml'), 'utf8')).toContain(
      'afterPack: ./tools/fuses.ts',
    );
  });

  test('20. the page is told data and never an object of Electron: one channel asks, one tells', async () => {
    expect([...asked.handlers.keys()]).toEqual(['call']);
    expect(theWindow().webPreferences['preload']).toBe('/app/out/preload/index.cjs');
  });
});

test('a page that nobody signed in to hears nothing, and a signed-in one hears events as plain data', async () => {
  const owner = { login: 'owner', name: '店主', password: 'a long password' };
  const handler = asked.handlers.get('call');
  const event = { sender: theWindow().webContents, senderFrame: { url: PAGES, parent: null } };
  theWindow().webContents.sent.splice(0);
  expect(theWindow().webContents.sent).toEqual([]);
  expect(await handler?.(event, { name: 'access.createOwner', input: owner })).toMatchObject({ ok: true });
  await expect
    .poll(() => theWindow().webContents.sent)
    .toContainEqual(['event', { type: 'changed', operation: 'access.createOwner' }]);
  powerMonitor.emit('lock-screen');
  await expect
    .poll(() => handler?.(event, { name: 'access.getSession', input: {} }))
    .toMatchObject({ ok: true, value: { locked: true } });
});

test('the window stays hidden until it has something to show, and has no developer tools when packaged', () => {
  expect(theWindow().isVisible).toBe(true);
  expect(theWindow().webPreferences['devTools']).toBe(false);
});

test('a second start over the same home shows the first window instead of opening another', async () => {
  app.emit('second-instance');
  expect(asked.calls).toContain('window.focus');
  asked.isFirst = false;
  await startDesktop({
    pages: '',
    preload: '',
    threads: {
      jobs: main('jobs/worker.ts'),
      passwords: main('app/hasher.ts'),
      replay: main('jobs/replay-thread.ts'),
    },
  });
  asked.isFirst = true;
  expect(asked.calls.at(-1)).toBe('app.quit');
  expect(asked.windows).toHaveLength(1);
});
