// spine.draft: one changed rule of 20,000 saved to a draft, as the rules grid sends it: the whole list.
import { openConsole, sessionAs } from '#main';
import type { InputOf, OperationName, OutputOf } from '#contract/contract';
import { arrange, furnish } from '#support/routing-office';
import { type Bench, type BenchLine, median, significant } from './bench.ts';
import { inFolder } from './folder.ts';

const RULES = 20_000;
const TIMES = 5;

async function measure(home: string): Promise<BenchLine> {
  const console = await openConsole({ home, jobs: 'byHand', ballastBytes: 0 });
  const tell = async <K extends OperationName>(name: K, input: InputOf<K>): Promise<OutputOf<K>> => {
    const reply = await console.dispatch(sessionAs(), name, input);
    if (!reply.ok) throw new Error(JSON.stringify(reply.error));
    return reply.value as OutputOf<K>;
  };
  await arrange(console, () => furnish(console, ['ann']));
  const label = { zh: '组', en: '' };
  const members = [{ userId: 'ann', weight: 1, openCap: null, isOn: true }];
  const group = await tell('routing.saveGroup', { label, isOn: true, fallbackGroupId: null, members });
  const { versionId } = await tell('routing.createRuleSet', { label });
  const rules = Array.from({ length: RULES }, (_, index) => ({
    id: `r${index}`,
    name: `Rule ${index}`,
    condition: { all: [{ op: 'equals' as const, attribute: 'stores', value: index }] },
    groupId: group.id,
    isOn: true,
    note: '',
  }));
  let { revision } = await tell('routing.saveDraft', { versionId, revision: 1, rules });
  const taken: number[] = [];
  for (let time = 0; time < TIMES; time += 1) {
    const changed = rules.map((rule, index) => (index === RULES / 2 ? { ...rule, note: `${time}` } : rule));
    const from = performance.now();
    ({ revision } = await tell('routing.saveDraft', { versionId, revision, rules: changed }));
    taken.push(performance.now() - from);
  }
  await console.close();
  const ours = median(taken);
  return {
    bench: 'spine.draft',
    size: `one changed rule of ${RULES.toLocaleString('en')}, the middle of ${TIMES}`,
    ours: significant(ours),
    unit: 'ms',
    floor: null,
    peers: {},
    ratio: null,
    equal: null,
    also: { slowestMs: significant(Math.max(...taken)) },
    goal: '≤ 2,000 ms',
    met: ours <= 2000,
  };
}

export const benches: readonly Bench[] = [{ name: 'spine.draft', run: () => inFolder(measure) }];
