import type { Random } from '../../core/random.ts';
import { pick, pickSome } from '../content/pools.ts';
import { DEMO_NOW } from '../clock.ts';
import { documentUrl } from './addresses.ts';
import { CHANNELS, type Channel } from './channels.ts';
import type { DemoDocument } from './documents.ts';

/** How many originals are reprinted: those of the imported years and those the sites still show. */
export const COPIED_OLD = 26;
export const COPIED_RECENT = 14;
/** First week index the sites still show, and the last from which a reprint still has time to appear. */
const FIRST_SHOWN_WEEK = 132;
const LAST_COPIED_WEEK = 154;

const REPRINTERS: Record<'en' | 'zh', string[]> = {
  en: ['demo-catwalk-ledger', 'demo-hue-horizon', 'demo-hem-notes'],
  zh: ['demo-portal-shows', 'demo-portal-news'],
};

/** Set anew by another desk: the same words with other punctuation, so not the same bytes. */
const resetInType = (text: string): string =>
  text
    .replaceAll(', ', ' – ')
    .replaceAll('，', '、')
    .replace(/[.。]$/, '!');

const channelsOf = (sources: string[]): Channel[] =>
  CHANNELS.filter((channel) => sources.includes(channel.source));

function copyOnto(
  channel: Channel,
  original: DemoDocument,
  number: number,
  anew: boolean,
  basePort: number,
  random: Random,
) {
  const delayMs = (6 + random() * 60) * 3_600_000;
  const at = Math.min(original.publishedAt.getTime() + delayMs, new Date(DEMO_NOW).getTime() - 3_600_000);
  const publishedAt = new Date(at - (at % 60_000));
  const text = anew ? resetInType(original.text) : original.text;
  const url = documentUrl(channel, number, original.title, publishedAt, basePort);
  return {
    ...original,
    channel,
    number,
    url,
    publishedAt,
    text,
    copyOf: original.url,
  } satisfies DemoDocument;
}

/** Syndicated copies: the first to the letter, the next set anew. */
export function reprint(
  documents: readonly DemoDocument[],
  basePort: number,
  random: Random,
): DemoDocument[] {
  const eligible = documents.filter(
    (document) =>
      document.channel.genre === 'article' &&
      document.concepts.length >= 3 &&
      document.week <= LAST_COPIED_WEEK,
  );
  const old = eligible.filter((document) => document.week < FIRST_SHOWN_WEEK - 1);
  const recent = eligible.filter((document) => document.week >= FIRST_SHOWN_WEEK);
  const originals = [...pickSome(old, COPIED_OLD, random), ...pickSome(recent, COPIED_RECENT, random)];
  // Far above the channels' own numbers, so that no address is used twice.
  let number = 900_000;
  return originals.flatMap((original) => {
    const others = channelsOf(REPRINTERS[original.channel.language]).filter(
      (channel) => channel !== original.channel,
    );
    const chosen = others.length === 1 ? others : pickSome(others, pick([1, 2], random), random);
    return chosen.map((channel, i) => copyOnto(channel, original, ++number, i > 0, basePort, random));
  });
}
