// The law of the house. `mayImport` is the import table of docs/architecture.md as data;
// tests/architecture.test.ts proves that each row bites.
import { defineConfig, type OxlintOverride } from 'oxlint';

const react = [
  'react',
  'react-dom',
  'react-dom/*',
  '@mantine/*',
  '@mantine/*/**',
  'recharts',
  '@tabler/icons-react',
];

const jobs = ['#domain/*', '#api/*', '#store/*', '#sync/*', '#transfer/*', '#db/**', 'node:worker_threads'];
const shells = [
  '#domain/*',
  '#contract/*',
  '#store/*',
  '#api/*',
  '#sync/*',
  '#transfer/*',
  '#jobs/*',
  '#db/**',
  'electron',
  'ws',
  'hash-wasm',
  'zod',
  'node:*',
  'node:*/**',
];

/** Folder, or one file → what may be imported there besides neighbours (`./file.ts`). The later row wins. */
export const mayImport: Record<string, readonly string[]> = {
  'main/domain': ['#domain/*', 'zod', 'libphonenumber-js', 'luxon'],
  'preload/contract': ['#domain/*', 'zod'],
  'db/migrations': ['kysely', 'kysely/migration'],
  'db/tables': ['kysely', '#domain/*'],
  'db/seeds': ['#domain/*', '#store/*', '#api/*', '#jobs/*', '#db/**', 'kysely'],
  'main/store': [
    '#domain/*',
    '#db/**',
    'kysely',
    'kysely/*',
    'better-sqlite3',
    'node:crypto',
    'node:fs',
    'node:path',
  ],
  'main/api': ['#domain/*', '#contract/*', '#store/*', 'zod', '#transfer/*'],
  'main/transfer': [
    '#domain/*',
    '#store/*',
    'node:fs',
    'node:stream',
    'csv-parse',
    'csv-parse/sync',
    'csv-stringify/sync',
    'fast-xml-parser',
    'fflate',
    'iconv-lite',
    'luxon',
    'read-excel-file/node',
  ],
  'main/sync': ['#domain/*', '#store/*', '#db/**', 'kysely', 'pg'],
  'main/jobs': [...jobs],
  // The job thread is a process of its own in small: its entry composes it, as main/index.ts does the console.
  'main/jobs/worker.ts': [...jobs, '#main'],
  'main/app': [...shells, '#main'],
  'main/index.ts': [...shells, './app/*'],
  'preload/index.ts': ['#contract/*', 'electron'],
  'renderer/ui': [...react, '@tanstack/react-virtual', 'react-router', '#i18n/*', '#domain/*'],
  'renderer/i18n': [...react, '#contract/*', '#domain/*'],
  'renderer/bridge': ['#contract/*', '#i18n/*', 'react', '@tanstack/react-query', 'zod'],
  'renderer/features': [
    ...react,
    'pinyin-pro',
    '@tanstack/react-virtual',
    'react-router',
    '#domain/*',
    '#contract/*',
    '#features/**',
    '#bridge/*',
    '#ui/*',
    '#i18n/*',
  ],
  'renderer/app': [
    ...react,
    'dayjs/locale/*',
    'react-router',
    '@tanstack/react-query',
    '@fontsource-variable/**',
    '#features/*',
    '#bridge/*',
    '#ui/*',
    '#i18n/*',
    '#contract/*',
  ],
};

/** What somebody who breaks a row is told. */
export const messageOf = (place: string) =>
  `${place} may import only its own files and ${mayImport[place]?.join(', ')}.`;

const allowList = (place: string, allowed: readonly string[]): OxlintOverride => ({
  files: place.endsWith('.ts') ? [place] : [`${place}/**/*.ts`, `${place}/**/*.tsx`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          { group: ['**', '!./*', ...allowed.map((name) => `!${name}`)], message: messageOf(place) },
        ],
      },
    ],
  },
});

export default defineConfig({
  plugins: ['typescript', 'unicorn', 'oxc', 'import', 'react', 'jsx-a11y', 'vitest'],
  categories: { correctness: 'error', suspicious: 'error' },
  ignorePatterns: ['out', 'dist', 'node_modules'],
  rules: {
    'typescript/no-explicit-any': 'error',
    'typescript/no-non-null-assertion': 'error',
    'typescript/ban-ts-comment': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/switch-exhaustiveness-check': 'error',
    'typescript/consistent-type-imports': 'error',
    'typescript/no-unsafe-type-assertion': 'off',
    'typescript/no-generated-empty-object-type': 'off',
    'typescript/consistent-return': 'off',
    'typescript/no-redundant-type-constituents': 'off',
    'import/no-cycle': ['error', { ignoreTypes: false }],
    'import/no-default-export': 'error',
    'no-restricted-imports': [
      'error',
      {
        patterns: [{ group: ['../**', '..'], message: 'There is no ../ here: use a #name of package.json.' }],
      },
    ],
    'import/no-unassigned-import': 'off',
    'react/react-in-jsx-scope': 'off',
    // The virtualised grid draws rows that are no table rows, and its hook may not be memoized.
    'jsx-a11y/prefer-tag-over-role': 'off',
    'react/incompatible-library': 'off',
    'react/rules-of-hooks': 'error',
    'react/exhaustive-deps': 'error',
    'no-await-in-loop': 'off',
    'no-shadow': 'off',
    'unicorn/no-array-sort': 'off',
    'unicorn/no-array-reverse': 'off',
    'unicorn/consistent-function-scoping': 'off',
    'unicorn/require-post-message-target-origin': 'off',
    'unicorn/prefer-add-event-listener': 'off',
    // An expectation in a loop says which round failed.
    'vitest/valid-expect': ['error', { maxArgs: 2 }],
    // `fc.assert` is how fast-check's own pages write it.
    'import/no-named-as-default-member': 'off',
    // The first field of a sign-in or lock page is what its reader came for.
    'jsx-a11y/no-autofocus': 'off',
    'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
  },
  overrides: [
    ...Object.entries(mayImport).map(([folder, allowed]) => allowList(folder, allowed)),
    // Kysely's expression builders are made to be taken apart.
    { files: ['main/store/**'], rules: { 'typescript/unbound-method': 'off' } },
    { files: ['*.config.ts'], rules: { 'import/no-default-export': 'off' } },
    { files: ['**/messages.*.ts', 'db/seeds/**', 'tests/**'], rules: { 'max-lines': 'off' } },
  ],
});
