const DAY = 86_400_000;

/** Moments laid out from 0 to 1; what lies far outside the window stands at the edge. */
export type TimeScale = {
  readonly opensAt: number;
  readonly closedAt: number;
  /** Where a moment stands, and whether it lies beyond what is drawn. */
  readonly place: (at: number) => { readonly x: number; readonly isBeyond: boolean };
  /** A few round moments for the axis. */
  readonly ticks: readonly number[];
};

/** The window takes most of the width, whatever came long before it or after. */
export function timeScale(closedAt: number, windowDays: number, moments: readonly number[]): TimeScale {
  const span = windowDays * DAY;
  const opensAt = closedAt - span;
  const isEarlier = moments.some((at) => at < opensAt);
  const isLater = moments.some((at) => at > closedAt);
  const from = opensAt - span * (isEarlier ? 0.25 : 0.04);
  const to = closedAt + span * (isLater ? 0.2 : 0.04);
  const place = (at: number) => {
    const share = (at - from) / (to - from);
    return { x: Math.max(0.01, Math.min(0.99, share)), isBeyond: share < 0.01 || share > 0.99 };
  };
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((share) => opensAt + span * share);
  return { opensAt, closedAt, place, ticks };
}
