import type { Permission } from '#domain/access';
import type { z } from 'zod';

/** Who may ask: anybody (the sign-in page), anybody signed in, or a holder of a permission. */
export type Needs = 'nobody' | 'signedIn' | Permission;

export type Operation<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> = {
  readonly kind: 'read' | 'write';
  readonly needs: Needs;
  readonly input: I;
  readonly output: O;
};

/** An operation that only looks. */
export function read<I extends z.ZodType, O extends z.ZodType>(needs: Needs, input: I, output: O) {
  return { kind: 'read', needs, input, output } as const satisfies Operation<I, O>;
}

/** An operation that changes something: one transaction, one audit line. */
export function write<I extends z.ZodType, O extends z.ZodType>(needs: Needs, input: I, output: O) {
  return { kind: 'write', needs, input, output } as const satisfies Operation<I, O>;
}

export type Contract = Readonly<Record<string, Operation>>;

/** The handlers that a contract asks for: parsed input in, output out. */
export type Handlers<C extends Contract, Ctx> = {
  readonly [K in keyof C]: (
    ctx: Ctx,
    input: z.output<C[K]['input']>,
  ) => Promise<z.output<C[K]['output']>> | z.output<C[K]['output']>;
};
