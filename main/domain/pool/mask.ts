/**
 * A contact way of which only enough is shown to tell two apart: `+86138****8000`, `z***@example.com`. An extension is
 * left out.
 */
export function maskContact(contact: string): string {
  const at = contact.indexOf('@');
  if (at > 0) return `${contact.slice(0, 1)}***${contact.slice(at)}`;
  const [main = ''] = contact.split(';');
  if (main.length < 8) return `${main.slice(0, 1)}***`;
  return `${main.slice(0, -8)}****${main.slice(-4)}`;
}
