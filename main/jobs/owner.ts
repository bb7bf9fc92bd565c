/** A name for one run of one job: the process, and something of its own. */
export function ownerName(own: string): string {
  return `${process.pid}:${own}`;
}

/** Whether the process of an owner is no more. Where that cannot be seen (another machine), the heartbeat decides. */
export function isGone(owner: string): boolean {
  const pid = Number.parseInt(owner, 10);
  if (!Number.isSafeInteger(pid) || pid <= 0) return true;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as { code?: string }).code === 'ESRCH';
  }
}
