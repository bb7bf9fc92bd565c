import { type Kysely, sql } from 'kysely';

/** Product catalogue, orders and refunds as the order system tells them. */
export async function up(db: Kysely<never>): Promise<void> {
  const undoOnly = (table: string, noun: string) => [
    `CREATE TRIGGER ${table}_no_update BEFORE UPDATE ON ${table} BEGIN SELECT RAISE(ABORT, '${noun} are facts: append-only'); END`,
    `CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table}
      WHEN NOT EXISTS (SELECT 1 FROM command_context WHERE operation = 'job.transfer.undoImport')
      BEGIN SELECT RAISE(ABORT, '${noun} are facts: only the undo of their import removes them'); END`,
  ];
  const statements = [
    `CREATE TABLE product_categories (id TEXT PRIMARY KEY, label_zh TEXT NOT NULL CHECK (label_zh <> ''), label_en TEXT NOT NULL) STRICT`,
    `CREATE TABLE products (
      id TEXT PRIMARY KEY, code TEXT NOT NULL UNIQUE, label_zh TEXT NOT NULL CHECK (label_zh <> ''), label_en TEXT NOT NULL,
      category_id TEXT NOT NULL REFERENCES product_categories (id), line_id TEXT REFERENCES business_lines (id)
    ) STRICT`,
    `CREATE TABLE orders (
      id INTEGER PRIMARY KEY, source TEXT NOT NULL, external_id TEXT NOT NULL,
      card_id INTEGER REFERENCES cards (id), contact_raw TEXT NOT NULL,
      product_id TEXT REFERENCES products (id), product_raw TEXT NOT NULL,
      amount_minor INTEGER NOT NULL CHECK (amount_minor >= 0), currency TEXT NOT NULL, closed_at INTEGER NOT NULL, batch_id TEXT,
      UNIQUE (source, external_id)
    ) STRICT`,
    `CREATE INDEX orders_by_card ON orders (card_id, closed_at)`,
    `CREATE INDEX orders_by_closing ON orders (closed_at, id, currency, amount_minor, product_id)`,
    `CREATE TABLE refunds (
      id INTEGER PRIMARY KEY, source TEXT NOT NULL, external_id TEXT NOT NULL, order_id INTEGER NOT NULL REFERENCES orders (id),
      amount_minor INTEGER NOT NULL CHECK (amount_minor > 0), refunded_at INTEGER NOT NULL, batch_id TEXT,
      UNIQUE (source, external_id)
    ) STRICT`,
    `CREATE INDEX refunds_by_order ON refunds (order_id)`,
    ...undoOnly('orders', 'orders'),
    ...undoOnly('refunds', 'refunds'),
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
