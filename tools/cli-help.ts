import { contract, type OperationName } from '#contract/contract';
import { z } from 'zod';

/** One line an operation: its name, whether it reads or writes, and who may ask. */
export function listOperations(): string {
  const rows = Object.entries(contract).sort(([a], [b]) => (a < b ? -1 : 1));
  const wide = Math.max(...rows.map(([name]) => name.length));
  return rows
    .map(([name, { kind, needs }]) => `${name.padEnd(wide)}  ${kind.padEnd(5)}  ${needs}`)
    .join('\n');
}

/** The JSON Schemas of what an operation takes and answers. What a schema cannot say (a refinement) is left out of it. */
export function describe(name: string): Record<string, unknown> {
  const { kind, needs, input, output } = contract[name as OperationName];
  return {
    operation: name,
    kind,
    needs,
    input: z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }),
    output: z.toJSONSchema(output, { io: 'output', unrepresentable: 'any' }),
  };
}
