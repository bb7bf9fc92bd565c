/**
 * A UUIDv7 (RFC 9562 §5.7) from a moment in UTC ms and 10 random bytes: sorts by time of making.
 */
export function uuidv7(at: number, random: Uint8Array): string {
  const bytes = new Uint8Array(16);
  for (let i = 0, rest = at; i < 6; i += 1, rest = Math.floor(rest / 256)) bytes[5 - i] = rest % 256;
  bytes.set(random.subarray(0, 10), 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
