import type { Tables } from '#db/tables/index';
import type Database from 'better-sqlite3';
import type { Kysely } from 'kysely';

/** The store through Kysely: a connection, or the open transaction of a command. */
export type Db = Kysely<Tables>;

/** The bare connection, for measured hot paths only. */
export type Raw = Database.Database;

/** A prepared statement of the bare connection. */
export type Statement = Database.Statement;
