import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { anchorIn, shortenAnchor } from '#app/anchor';
import { placesIn } from '#store/places';
import { newHome } from '#support/home';
import { expect, test } from 'vitest';

const hashOf = (seq: number) => seq.toString(16).padStart(64, '0');

test('the ends of the chain are read back in the order they were noted, by whoever noted them', () => {
  const home = newHome();
  const [console, thread] = [anchorIn(home), anchorIn(home)];
  console.write({ seq: 1, hash: hashOf(1) });
  thread.write({ seq: 2, hash: hashOf(2) });
  console.write({ seq: 3, hash: hashOf(3) });
  expect(anchorIn(home).read()).toEqual([1, 2, 3].map((seq) => ({ seq, hash: hashOf(seq) })));
});

test('a home without an anchor has none', () => {
  expect(anchorIn(newHome()).read()).toEqual([]);
});

test('a line that a power cut tore is no evidence, and the next one is', () => {
  const home = newHome();
  const anchor = anchorIn(home);
  anchor.write({ seq: 1, hash: hashOf(1) });
  appendFileSync(placesIn(home).anchor, `\n2 ${hashOf(2).slice(0, 20)}`);
  anchor.write({ seq: 3, hash: hashOf(3) });
  expect(anchor.read()).toEqual([1, 3].map((seq) => ({ seq, hash: hashOf(seq) })));
});

test('a file that has grown long keeps its newest lines, a short one every line', () => {
  const home = newHome();
  const { anchor } = placesIn(home);
  const lines = (count: number) =>
    Array.from({ length: count }, (_, seq) => `${seq + 1} ${hashOf(seq + 1)}\n`).join('');
  writeFileSync(anchor, lines(20_000));
  shortenAnchor(home);
  expect(anchorIn(home).read().at(-1)).toEqual({ seq: 20_000, hash: hashOf(20_000) });
  expect(statSync(anchor).size).toBeLessThan(500_000);
  const short = readFileSync(anchor);
  shortenAnchor(home);
  expect(readFileSync(anchor).equals(short)).toBe(true);
});
