import type { Mention, Reading } from '../core/reading.ts';
import type { Language } from '../core/words.ts';
import { withDressEvidence } from './match/dress-evidence.ts';
import { createMatcher, type Match } from './match/matcher.ts';
import { findOpinions } from './opinion/find-opinions.ts';
import type { FoundOpinion } from './opinion/opinion-types.ts';
import { meanStrength, readOpinions } from './opinion/read-opinions.ts';
import type { Segmenter } from './segment/segmenter.ts';
import { createSentiment, type SentimentModel } from './sentiment/sentiment.ts';
import type { Taxonomy } from './taxonomy/taxonomy-types.ts';
import { splitClauses, type Clause } from './text/clauses.ts';
import { detectLanguage } from './text/detect-language.ts';

export interface ReaderOptions {
  taxonomy: Taxonomy;
  segmenter: Segmenter;
  /** A file written by train-sentiment, or a model made ready; the shipped one otherwise. */
  sentimentModel?: string | SentimentModel;
}

/** Reads one text: mentions, sentiment, opinions. Synchronous; the same text gives the same reading. */
export interface Reader {
  read(text: string, language?: Language): Reading;
}

export function createReader(options: ReaderOptions): Reader {
  const { segmenter, sentimentModel } = options;
  const matcher = createMatcher(options.taxonomy, segmenter);
  const sentiment =
    typeof sentimentModel === 'object'
      ? sentimentModel
      : createSentiment({ segmenter, modelFile: sentimentModel });
  return {
    read(text, given) {
      const language = given ?? detectLanguage(text);
      const clauses = splitClauses(text, language);
      const opinions = findOpinions({ text, language, clauses, segmenter, sentiment });
      const tone =
        typeof sentimentModel === 'object'
          ? (clause: Clause): number => sentiment.judgeClause(text.slice(clause.start, clause.end), language)
          : toneOf(readOpinions(text, language, clauses));
      return {
        language,
        mentions: toMentions(text, withDressEvidence(text, matcher.match(text)), clauses, tone),
        sentiment: sentiment.judge(text, language),
        opinions,
      };
    },
  };
}

/** Mean strength of the opinions that begin in a clause; asked for clauses in the order of the text. */
function toneOf(opinions: FoundOpinion[]): (clause: Clause) => number {
  const sorted = opinions.toSorted((a, b) => a.start - b.start);
  let next = 0;
  return (clause) => {
    while (next < sorted.length && (sorted[next]?.start ?? 0) < clause.start) next += 1;
    const from = next;
    while (next < sorted.length && (sorted[next]?.start ?? 0) < clause.end) next += 1;
    return meanStrength(sorted.slice(from, next));
  };
}

/** Each match with the polarity of the clause it begins in; a clause is judged once. */
function toMentions(
  text: string,
  matches: Match[],
  clauses: Clause[],
  judge: (clause: Clause) => number,
): Mention[] {
  let index = 0;
  let judged = -1;
  let polarity = 0;
  return matches.map(({ concept, start, end, negated }) => {
    while (index + 1 < clauses.length && (clauses[index]?.end ?? 0) <= start) index += 1;
    const clause = clauses[index];
    if (judged !== index && clause !== undefined) {
      polarity = judge(clause);
      judged = index;
    }
    const { id, facet, labelZh, labelEn } = concept;
    return {
      concept: id,
      facet,
      labelZh,
      labelEn,
      start,
      end,
      surface: text.slice(start, end),
      negated,
      sentiment: polarity,
    };
  });
}
