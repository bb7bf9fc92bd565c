import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';

/** The input of a call: a JSON file, `-` for standard input, or the JSON itself. */
export async function readInput(given: string | undefined): Promise<unknown> {
  if (given === undefined) return {};
  const isItself = /^\s*[[{]/.test(given);
  const source = given === '-' ? await text(process.stdin) : isItself ? given : readFileSync(given, 'utf8');
  try {
    // A byte order mark is no JSON, and Windows editors write one.
    return JSON.parse(source.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new Error(`The input is not JSON: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
