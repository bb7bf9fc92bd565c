// Writes db/schema.sql anew: the picture of the whole database that its migrations make.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { schemaOf } from '#store/inspect';
import { connect, migrate } from '#store/open';

const folder = mkdtempSync(join(tmpdir(), 'switchyard-schema-'));
const store = connect(join(folder, 'store.db'));
await migrate(store);
writeFileSync(fileURLToPath(new URL('../db/schema.sql', import.meta.url)), schemaOf(store.raw));
store.close();
rmSync(folder, { recursive: true });
