import type { Rule } from '#domain/rules';
import { useEffect, useState } from 'react';
import type { RowTexts } from './row-texts.ts';

type SoundsOf = (text: string) => readonly string[];

/** How many texts are remembered; a table has far fewer different ones. */
const MOST_KNOWN = 200_000;

let loading: Promise<SoundsOf> | undefined;

/** How Chinese texts sound, in full (`chongqing`) and by initials (`cq`). Loaded once, when first wanted. */
async function loadSounds(): Promise<SoundsOf> {
  const { pinyin } = await import('pinyin-pro');
  const known = new Map<string, readonly string[]>();
  return (text) => {
    const found = known.get(text);
    if (found) return found;
    const parts = /\p{Script=Han}/u.test(text)
      ? pinyin(text, { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true }).map((part) =>
          part.toLowerCase().replaceAll(/[^a-z0-9]/g, ''),
        )
      : [];
    const sounds = parts.length === 0 ? [] : [parts.join(''), parts.map((part) => part.slice(0, 1)).join('')];
    if (known.size < MOST_KNOWN) known.set(text, sounds);
    return sounds;
  };
}

/** The sounds of texts, once they are there. */
export function useSounds(): SoundsOf | undefined {
  const [soundsOf, setSoundsOf] = useState<SoundsOf>();
  useEffect(() => {
    let isWanted = true;
    loading ??= loadSounds();
    void loading.then((loaded) => {
      if (isWanted) setSoundsOf(() => loaded);
    });
    return () => {
      isWanted = false;
    };
  }, []);
  return soundsOf;
}

/** How long the preparing of texts may hold the page at a time. */
const SLICE_MS = 6;

/** Prepares the texts of all rows while the page rests, so that the first search is as fast as the next. */
export function useReadyTexts(rules: readonly Rule[], texts: RowTexts): void {
  useEffect(() => {
    let at = 0;
    const slice = () => {
      for (
        const until = performance.now() + SLICE_MS;
        at < rules.length && performance.now() < until;
        at += 1
      ) {
        const rule = rules[at];
        if (rule) texts.ready(rule);
      }
      timer = at < rules.length ? setTimeout(slice, SLICE_MS) : undefined;
    };
    let timer: ReturnType<typeof setTimeout> | undefined = setTimeout(slice, 500);
    return () => clearTimeout(timer);
  }, [rules, texts]);
}
