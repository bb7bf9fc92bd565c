import { homeFolder } from '#app/home';
import { languageOf, recoveryWords, wordsOf } from '#app/trouble-words';
import type { Troubles } from '#store/trouble';
import { expect, test } from 'vitest';

test.each([
  [{ SWITCHYARD_HOME: '/data/yard', HOME: '/home/a' }, 'linux', '/data/yard'],
  [{ HOME: '/home/a' }, 'linux', '/home/a/.local/share/switchyard'],
  [{ HOME: '/home/a', XDG_DATA_HOME: '/home/a/data' }, 'linux', '/home/a/data/switchyard'],
  [{ HOME: '/home/a', XDG_DATA_HOME: 'data' }, 'linux', '/home/a/.local/share/switchyard'],
  [{ HOME: '/Users/a' }, 'darwin', '/Users/a/Library/Application Support/Switchyard'],
] as const)('with %o on %s the home is %s', (env, platform, home) => {
  expect(homeFolder(env, platform)).toBe(home);
});

test('on Windows the home lies in APPDATA', () => {
  expect(homeFolder({ APPDATA: '/appdata' }, 'win32')).toBe('/appdata/Switchyard');
});

const troubles: Troubles = {
  'store.alreadyOpen': { home: '/yard', pid: 7, url: 'http://127.0.0.1:1/' },
  'store.foreign': { file: '/yard/switchyard.db' },
  'store.newer': { file: '/yard/switchyard.db', found: 9, known: 8 },
  'store.locked': { file: '/yard/switchyard.db' },
  'store.damaged': { file: '/yard/switchyard.db', finding: 'row 3 missing' },
  'store.readOnly': { file: '/yard/switchyard.db' },
  'store.full': { file: '/yard/switchyard.db', freeBytes: 1_048_576, neededBytes: 104_857_600 },
  'store.unreachable': { file: '/yard/switchyard.db', reason: 'EACCES' },
  'store.migrationFailed': { file: '/yard/switchyard.db', migration: '0009', reason: 'no', backup: 'b1' },
  'store.keyNeeded': { home: '/yard' },
  'store.keyWrong': { home: '/yard' },
  'store.keyFileUnreadable': { file: '/yard/key.json' },
  'store.badLibrary': { wanted: '3.51.3', found: '3.40.1' },
};

test.each(Object.keys(troubles) as (keyof Troubles)[])(
  '%s is told in both languages, with everything that is known of it',
  (code) => {
    const params = troubles[code];
    for (const language of ['zh-CN', 'en'] as const) {
      const words = wordsOf({ code, params }, language);
      expect(words).not.toMatch(/undefined|null|\[object/);
      const known = Object.entries(params).filter(([name]) => !name.endsWith('Bytes'));
      for (const [, value] of known) expect(words).toContain(String(value));
    }
  },
);

test('a repair says what was put back, what is lost, and where the damaged files are', () => {
  const recovery = {
    at: 2,
    finding: 'row 3 missing',
    quarantine: '/yard/quarantine/1',
    backup: 'b1',
    backupAt: Date.parse('2026-11-21T00:00:00Z'),
    auditSeqBefore: 120,
    auditSeqAfter: 100,
    tables: [],
  };
  expect(recoveryWords(recovery, 'en')).toBe(
    'The store was damaged (row 3 missing). The verified backup b1 of 2026-11-21T00:00:00.000Z took its place. 20 commands that were written after it are lost. The damaged files are kept, untouched, in /yard/quarantine/1.',
  );
  expect(recoveryWords({ ...recovery, auditSeqBefore: null, quarantine: null }, 'zh-CN')).toContain(
    '数量未知',
  );
});

test.each([
  ['zh_CN.UTF-8', 'zh-CN'],
  ['zh-Hans-CN', 'zh-CN'],
  ['en_GB.UTF-8', 'en'],
  ['C', 'en'],
  [undefined, 'en'],
])('the locale %s is told in %s', (locale, language) => {
  expect(languageOf(locale)).toBe(language);
});
