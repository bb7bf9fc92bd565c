import type { ErrorCode } from '#contract/reply';

/** Trouble on the way to the console, before any operation could answer. */
export type TransportCode = 'bridge.offline' | 'bridge.sessionLost';

/** A refusal that came back over the bridge, thrown so that React Query sees it as an error. */
export class BridgeError extends Error {
  readonly code: ErrorCode | TransportCode;
  readonly params: unknown;

  constructor(code: ErrorCode | TransportCode, params: unknown) {
    super(code);
    this.name = 'BridgeError';
    this.code = code;
    this.params = params;
  }
}
