/**
 * When each Electron that was ever pinned here stops getting security fixes: the day on which the third one after it
 * comes, eight weeks apart (electronjs.org/docs/latest/tutorial/electron-timelines; 45.0.0 came on 2026-10-21).
 */
const END_OF_SUPPORT: Readonly<Record<string, string>> = { '45': '2027-04-07' };

/** Whether that Electron may still be packaged at that moment; an unknown one may not. */
export function isSupported(version: string, at: number): boolean {
  const end = END_OF_SUPPORT[version.split('.')[0] ?? ''];
  return end !== undefined && at < Date.parse(end);
}
