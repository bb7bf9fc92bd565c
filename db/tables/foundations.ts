import type { Generated, GeneratedAlways } from 'kysely';

export type FoundationTables = {
  settings: { key: string; value: string };
  commandContext: { id: number; operation: string; actorId: string; at: number };
  outbox: {
    seq: Generated<number>;
    tableName: string;
    rowId: string;
    change: 'insert' | 'update' | 'delete';
    operation: string;
    actorId: string;
    at: number;
  };
  auditLines: {
    seq: number;
    at: number;
    actorId: string;
    operation: string;
    subject: string;
    detail: string;
    previousHash: string;
    hash: string;
    /** Computed from the line itself, as `room` is. */
    room: GeneratedAlways<string>;
    outcome: GeneratedAlways<string>;
  };
  auditTouches: { subject: string; seq: number };
  permissionUses: { userId: string; permission: string; day: number };
  jobs: {
    id: string;
    kind: string;
    status: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
    phase: string;
    done: number;
    total: number;
    input: string;
    token: string | null;
    result: string | null;
    errorCode: string | null;
    errorParams: string | null;
    cancelRequested: Generated<number>;
    actorId: string;
    createdAt: number;
    startedAt: number | null;
    finishedAt: number | null;
    /** Which process runs it, and when that was last heard of; null while nobody does. */
    owner: Generated<string | null>;
    beatAt: Generated<number | null>;
  };
  files: {
    id: string;
    name: string;
    mediaType: string;
    size: number;
    purpose: 'upload' | 'export' | 'rejects';
    isComplete: number;
    ownerId: string;
    createdAt: number;
  };
  fileChunks: { fileId: string; seq: number; bytes: Uint8Array };
};
