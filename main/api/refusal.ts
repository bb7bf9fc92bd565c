import type { Errors } from '#contract/errors';

/** An expected no: a code of the contract and what its message needs. Rolls the transaction back. */
export class Refusal<K extends keyof Errors = keyof Errors> extends Error {
  readonly code: K;
  readonly params: Errors[K];

  constructor(code: K, params: Errors[K]) {
    super(code);
    this.code = code;
    this.params = params;
  }
}
