import { readAssets } from '#app/assets';
import { type BrowserShell, serveConsole } from '#app/browser';
import { HANDED_MS } from '#app/launch-tokens';
import { WIRE } from '#contract/wire';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Desk, desk } from '#support/desk';
import { onTestFinished } from 'vitest';

export type Entered = { readonly cookie: string; readonly key: string };

export type ShellUnderTest = {
  readonly desk: Desk;
  readonly shell: BrowserShell;
  readonly port: number;
  readonly origin: string;
  /** How many calls came through to the one door. */
  readonly dispatched: () => number;
  /** Moves the shell's clock. */
  readonly passTime: (ms: number) => void;
  readonly notices: string[];
  readonly newToken: () => string;
  readonly enter: (token?: string, cookie?: string) => Promise<Entered>;
  readonly stop: () => Promise<void>;
};

/** A folder as the build leaves it, small: a page, a hashed script, and a secret beside it that is not served. */
export function builtPages(root: string): string {
  mkdirSync(join(root, 'renderer/assets'), { recursive: true });
  writeFileSync(join(root, 'secret.txt'), 'not for the world');
  writeFileSync(
    join(root, 'renderer/index.html'),
    '<!doctype html>\n<html>\n  <head>\n    <script type="module" src="/assets/app-1a2b.js"></script>\n  </head>\n  <body></body>\n</html>\n',
  );
  writeFileSync(join(root, 'renderer/assets/app-1a2b.js'), 'document.title = "Switchyard";\n');
  return join(root, 'renderer');
}

/** A real console behind a real listening browser shell; gone when the test ends. */
export async function listeningShell(): Promise<ShellUnderTest> {
  const made = await desk();
  let calls = 0;
  let late = 0;
  const notices: string[] = [];
  const shell = await serveConsole(
    {
      ...made.console,
      dispatch: (session, name, input) => {
        calls += 1;
        return made.console.dispatch(session, name, input);
      },
    },
    {
      assets: readAssets(builtPages(join(made.console.home, 'built'))),
      notice: (line) => notices.push(line),
      now: () => Date.now() + late,
    },
  );
  let stopped = false;
  const stop = async () => {
    if (!stopped) await shell.close();
    stopped = true;
  };
  onTestFinished(stop);
  const origin = `http://127.0.0.1:${shell.port}`;
  const newToken = () => shell.address(HANDED_MS).split(`#${WIRE.launchFragment}=`)[1] ?? '';
  return {
    desk: made,
    shell,
    port: shell.port,
    origin,
    dispatched: () => calls,
    passTime: (ms) => {
      late += ms;
    },
    notices,
    newToken,
    enter: async (token = newToken(), cookie) => {
      const answer = await fetch(`${origin}${WIRE.open}`, {
        method: 'POST',
        headers: { origin, 'content-type': 'application/json', ...(cookie ? { cookie } : {}) },
        body: JSON.stringify({ token }),
      });
      if (answer.status !== 200) throw new Error(`not let in: ${answer.status} ${await answer.text()}`);
      const { key } = (await answer.json()) as { key: string };
      return { key, cookie: (answer.headers.get('set-cookie') ?? cookie ?? '').split(';')[0] ?? '' };
    },
    stop,
  };
}
