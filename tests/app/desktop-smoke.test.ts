import { _electron } from '@playwright/test';
import { join } from 'node:path';
import { tempHome } from '#support/spawned';
import { ensureBuilt } from '#tools/build';
import { installedWindow } from '#tools/electron-binary';
import { expect, test } from 'vitest';

const window = installedWindow();
const why = 'reason' in window ? ` (skipped: ${window.reason})` : '';

test.skipIf(why !== '')(
  `the real Electron opens the console, and its page asks the one door${why}`,
  async () => {
    if ('reason' in window) return;
    await ensureBuilt();
    const app = await _electron.launch({
      executablePath: window.binary,
      args: [join(import.meta.dirname, '../..')],
      env: { ...process.env, SWITCHYARD_HOME: tempHome() },
    });
    try {
      const page = await app.firstWindow();
      await page.waitForLoadState();
      expect(page.url()).toMatch(/^app:\/\/console\//);
      const seen = await page.evaluate(async () => {
        const { switchyard } = window as unknown as {
          switchyard: { call: (name: string, input: unknown) => Promise<{ ok: boolean }> };
        };
        return {
          frozen: Object.isFrozen(switchyard),
          node: 'require' in window || 'process' in window,
          reply: await switchyard.call('access.getWelcome', {}),
        };
      });
      expect(seen).toMatchObject({ frozen: true, node: false, reply: { ok: true } });
    } finally {
      await app.close();
    }
  },
);
