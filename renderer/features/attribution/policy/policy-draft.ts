import type { OutputOf } from '#contract/contract';
import type { EligibilityRule, Layer1, Layer2 } from '#domain/attribution';

export type PolicyVersion = OutputOf<'attribution.listPolicies'>[number];

/** Both layers as their forms hold them; numbers may be empty while they are typed. */
export type PolicyDraft = {
  readonly layer1: Omit<Layer1, 'windowDays' | 'minCallSeconds'> & {
    readonly windowDays: number | '';
    readonly minCallSeconds: number | '';
  };
  readonly layer2: Layer2;
};

export function draftOf({ layer1, layer2 }: Pick<PolicyVersion, 'layer1' | 'layer2'>): PolicyDraft {
  return { layer1, layer2 };
}

/** What is not complete: the ids of rules, and whether layer 1 lacks a number. */
export function faultsOf({ layer1, layer2 }: PolicyDraft): { isLayer1: boolean; ruleIds: string[] } {
  const isWrong = ({ name, from, to }: EligibilityRule) =>
    name.trim() === '' || (from !== null && to !== null && from >= to);
  return {
    isLayer1: layer1.windowDays === '' || layer1.windowDays < 1 || layer1.minCallSeconds === '',
    ruleIds: layer2.rules.filter(isWrong).map(({ id }) => id),
  };
}

/** The layers as the console takes them; only for a draft without faults. */
export function layersOf({ layer1, layer2 }: PolicyDraft): { layer1: Layer1; layer2: Layer2 } {
  const { windowDays, minCallSeconds } = layer1;
  return {
    layer1: {
      ...layer1,
      windowDays: windowDays === '' ? 1 : windowDays,
      minCallSeconds: minCallSeconds === '' ? 0 : minCallSeconds,
    },
    layer2: { rules: layer2.rules.map((rule) => ({ ...rule, name: rule.name.trim() })) },
  };
}

/** Whether two policies say the same. */
export function isSamePolicy(
  a: Pick<PolicyVersion, 'layer1' | 'layer2'>,
  b: Pick<PolicyVersion, 'layer1' | 'layer2'>,
): boolean {
  const text = ({ layer1, layer2 }: Pick<PolicyVersion, 'layer1' | 'layer2'>) => {
    const { windowDays, winner, channels, minCallSeconds, excludedOutcomes, maxRecordingDelayHours } = layer1;
    const rules = layer2.rules.map(({ id, name, lineIds, categoryIds, from, to }) => [
      id,
      name,
      lineIds,
      categoryIds,
      from,
      to,
    ]);
    return JSON.stringify([
      windowDays,
      winner,
      channels,
      minCallSeconds,
      excludedOutcomes,
      maxRecordingDelayHours,
      rules,
    ]);
  };
  return text(a) === text(b);
}
