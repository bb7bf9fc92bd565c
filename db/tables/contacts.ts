import type { Grain } from '#domain/contacts';
import type { Generated } from 'kysely';

export type ContactsTables = {
  businessLines: {
    id: string;
    labelZh: string;
    labelEn: string;
    grain: Grain;
    position: number;
    gate: Generated<string>;
    revision: Generated<number>;
  };
  attributes: {
    key: string;
    kind: 'enum' | 'text' | 'number' | 'date' | 'boolean' | 'set';
    labelZh: string;
    labelEn: string;
    values: string;
    position: number;
  };
  cards: {
    id: Generated<number>;
    kind: 'phone' | 'email' | 'account';
    contact: string;
    name: string;
    company: string;
    batchId: string | null;
    createdAt: number;
  };
  opportunities: {
    id: Generated<number>;
    source: string;
    externalId: string;
    cardId: number;
    lineId: string;
    grainKey: string;
    entity: Generated<string>;
    title: string;
    status: 'open' | 'won' | 'lost';
    stage: string;
    attributes: string;
    ownerId: string | null;
    groupId: string | null;
    amountMinor: number | null;
    currency: string | null;
    routingState: 'waiting' | 'routed' | 'unassigned' | 'none';
    batchId: string | null;
    createdAt: number;
    assignedAt: number | null;
    closedAt: number | null;
  };
  followUps: {
    id: Generated<number>;
    source: string;
    externalId: string;
    cardId: number;
    lineId: string | null;
    userId: string;
    channel: 'call' | 'message' | 'visit' | 'email' | 'other';
    outcome: string;
    note: string;
    durationSeconds: number | null;
    happenedAt: number;
    recordedAt: number;
    batchId: string | null;
  };
};
