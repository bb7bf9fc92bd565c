export const routingReplay = {};

export type RoutingReplayErrors = Record<never, never>;
