import type { Errors } from '#contract/errors';
import { isLastOwnerFailure } from '#store/accounts';
import { classify } from '#store/failure';
import type { Environment } from './context.ts';

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

/**
 * A failing statement as the no that it is for the one who asked: the store is busy, the disk full, the file
 * damaged, the company would have no owner. Sees to what a full disk and a damaged file call for. Anything else is a bug, and undefined here.
 */
export function refusalByStore(error: unknown, env: Environment): Refusal | undefined {
  const failure = classify(error);
  if (failure === 'full' || failure === 'damaged') env.storeFailed(failure);
  if (failure === 'busy') return new Refusal('api.storeBusy', {});
  if (failure === 'full') return new Refusal('api.storeFull', {});
  if (failure === 'damaged') return new Refusal('api.storeDamaged', {});
  if (isLastOwnerFailure(error)) return new Refusal('access.lastOwner', {});
  return undefined;
}
