import { findChromium } from '#tools/chromium';
import { defineConfig } from '@playwright/test';

const executablePath = findChromium();

/** The user: a real Chromium on a console that `npm start` opened on the demo company. */
export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results/playwright',
  // One console, one store: what a test changes, the next one sees.
  workers: 1,
  timeout: 120_000,
  // On a stranger's machine a page may be late once; it is told as flaky, and never twice.
  retries: process.env['CI'] ? 1 : 0,
  // Five seconds are an age for a page alone, and nothing beside other work on two cores.
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    viewport: { width: 1440, height: 900 },
    locale: 'zh-CN',
    colorScheme: 'light',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
