import type { Reading } from '../../../core/reading.ts';
import type { Clock } from '../../../core/clock.ts';
import type { Sql } from '../../../storage/connect.ts';
import { syncTaxonomy } from '../../../storage/taxonomy.ts';
import { readBatch, type UnreadDocument } from '../../../storage/readings.ts';

/** Words of the tests' texts that are concepts; "not X" negates X, "bad X" is negative, "good X" positive. */
const WORDS: Record<string, string> = {
  linen: 'fabric:linen',
  suede: 'fabric:suede',
  bow: 'detail:bow',
  acme: 'brand:acme',
};

export const CONCEPTS = Object.entries(WORDS).map(([word, id]) => ({
  id,
  facet: id.split(':')[0] as 'fabric' | 'detail' | 'brand',
  labelZh: word,
  labelEn: word,
  aliasesZh: [],
  aliasesEn: [],
  hex: null,
  parent: null,
}));

export function fakeRead(document: UnreadDocument): Reading {
  const mentions = [...document.text.matchAll(/(not |bad |good )?(linen|suede|bow|acme)/g)].map((match) => ({
    concept: WORDS[match[2]!]!,
    facet: 'fabric' as const,
    labelZh: '',
    labelEn: '',
    start: match.index,
    end: match.index + match[0].length,
    surface: match[0],
    negated: match[1] === 'not ',
    sentiment: match[1] === 'bad ' ? -0.8 : match[1] === 'good ' ? 0.8 : 0,
  }));
  const opinions = [...document.text.matchAll(/(bad|good) quality/g)].map((match) => ({
    aspect: 'quality' as const,
    polarity: match[1] === 'bad' ? ('negative' as const) : ('positive' as const),
    start: match.index,
    end: match.index + match[0].length,
    surface: match[0],
  }));
  return {
    language: document.language,
    mentions,
    opinions,
    sentiment: { label: 'neutral', score: 0, pPositive: 0.5 },
  };
}

export async function readAll(
  sql: Sql,
  clock: Clock,
  hash = 'one',
): Promise<{ version: number; read: number }> {
  const version = await syncTaxonomy(sql, { hash, concepts: CONCEPTS }, () => 'shipped', clock);
  let read = 0;
  let after: string | null = null;
  do {
    const batch = await readBatch(sql, { version, limit: 500, after }, fakeRead);
    read += batch.documents;
    after = batch.next;
  } while (after !== null);
  return { version, read };
}
