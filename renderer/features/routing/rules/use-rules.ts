import { useAsk, useAskLasting } from '#bridge/ask';
import type { BridgeError } from '#bridge/bridge-error';
import { call } from '#bridge/client';
import type { OutputOf } from '#contract/contract';
import type { Rule } from '#domain/rules';
import { useMemo } from 'react';

/** More rows than a window shows: they are there at once, however many more there are. */
const FIRST = 200;
/** A part is read, sent and taken in within a moment, here and at the console. */
const PART = 2500;

/** The rules of a version, as far as they have been read. */
export type Loaded = {
  readonly version: OutputOf<'routing.listRules'>['version'];
  readonly rules: readonly Rule[];
  readonly total: number;
  /** All rules are here; otherwise only the first of them. */
  readonly isWhole: boolean;
};

/** What the rules of one revision are kept as: they never change. */
export const rulesKey = (versionId: string, revision: number) => ['routing.listRules', versionId, revision];

type Revision = {
  readonly versionId: string;
  readonly revision: number;
  readonly rules: readonly Rule[];
};

/** The rules of a version: the first of them at once and, once those are shown, all of them part by part. */
export function useRules(
  versionId: string,
  isShown: boolean,
): {
  readonly data: Loaded | undefined;
  readonly error: BridgeError | null;
  readonly refetch: () => Promise<unknown>;
} {
  const first = useAsk('routing.listRules', { versionId, limit: FIRST });
  const isLong = first.data !== undefined && first.data.rules.length < first.data.total;
  const key = isLong && isShown ? rulesKey(versionId, first.data.version.revision) : null;
  const whole = useAskLasting<Revision>(key, () => readWhole(versionId));
  const data = useMemo(
    () => first.data && loadedOf(first.data, isLong ? whole.data : undefined),
    [first.data, whole.data, isLong],
  );
  const refetch = () => Promise.all([first.refetch(), isLong && whole.refetch()]);
  return { data, error: first.error ?? whole.error, refetch };
}

function loadedOf(first: OutputOf<'routing.listRules'>, whole: Revision | undefined): Loaded {
  // What is still there from another version is none of this one's.
  if (whole?.versionId !== first.version.id) return { ...first, isWhole: first.rules.length === first.total };
  // The rules may still be those of the revision before: they say themselves which one they are.
  const version = { ...first.version, revision: whole.revision };
  return { version, rules: whole.rules, total: whole.rules.length, isWhole: true };
}

/** Reads all parts; where somebody saved in between, from the beginning. */
async function readWhole(versionId: string): Promise<Revision> {
  let rules: Rule[] = [];
  let revision: number | undefined;
  for (;;) {
    const part = await call('routing.listRules', { versionId, offset: rules.length, limit: PART });
    const isSame = revision === undefined || revision === part.version.revision;
    rules = isSame ? [...rules, ...part.rules] : [];
    revision = part.version.revision;
    if (isSame && rules.length >= part.total) return { versionId, revision, rules };
  }
}
