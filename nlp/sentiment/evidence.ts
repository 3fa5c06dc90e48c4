import type { Language } from '../../core/words.ts';
import type { FoundOpinion } from '../opinion/opinion-types.ts';
import { readOpinions } from '../opinion/read-opinions.ts';

/** Opinions are looked for in this much of the text, UTF-16 units. */
const EVIDENCE_UNITS = 2_000;
/** One opinion in this many units makes a text opinionated: in long news a stray "good" is none. */
const UNITS_AN_OPINION = 150;
/** A text no longer than this is about a sentence: its verdict must not go against all its opinions. */
const SENTENCE_UNITS = 160;
/**
 * Log-odds a full opinion adds to the model's in a very short text, and the length at which it adds half. The models
 * count n-grams of whole clothing reviews and know single sentences and other goods less well, the English one most;
 * set where accuracy rises on both without harm to calibration out of fold.
 */
const SHIFTS: Record<Language, { logOdds: number; halfUnits: number }> = {
  en: { logOdds: 2.5, halfUnits: 80 },
  zh: { logOdds: 0.75, halfUnits: 20 },
};
/** The sum of strengths counts up to this much. */
const MOST_STRENGTH = 2;

/** What the opinions of a text say besides the model: log-odds to add, and whether a verdict may stand. */
export interface Evidence {
  logOdds: number;
  /** Whether there are opinions enough for any verdict. */
  opinionated: boolean;
  /** All opinions of a short text point this way: 1, -1, or 0 where they differ or the text is longer. */
  unanimous: number;
}

function sumOf(found: FoundOpinion[]): number {
  return found.reduce((sum, { strength }) => sum + strength, 0);
}

function unanimityOf(found: FoundOpinion[], units: number): number {
  const sign = Math.sign(found[0]?.strength ?? 0);
  if (units > SENTENCE_UNITS) return 0;
  return found.every(({ strength }) => Math.sign(strength) === sign) ? sign : 0;
}

/** The evidence of the lexicon, falling with the square of the length: long reviews are the model's own ground. */
export function evidenceOf(text: string, language: Language): Evidence {
  const found = readOpinions(text, language).filter(({ end }) => end <= EVIDENCE_UNITS);
  const { logOdds, halfUnits } = SHIFTS[language];
  const strength = Math.max(-MOST_STRENGTH, Math.min(MOST_STRENGTH, sumOf(found)));
  return {
    logOdds: (logOdds * strength) / (1 + (text.length / halfUnits) ** 2),
    opinionated: found.length > 0 && found.length * UNITS_AN_OPINION >= Math.min(text.length, EVIDENCE_UNITS),
    unanimous: unanimityOf(found, text.length),
  };
}
