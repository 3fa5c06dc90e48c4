import { fileURLToPath } from 'node:url';
import { AppError } from '../../core/errors.ts';
import type { Sentiment } from '../../core/reading.ts';
import type { Language } from '../../core/words.ts';
import type { Segmenter } from '../segment/segmenter.ts';
import { calibrated } from './calibration.ts';
import { createFeatureCollector, type FeatureCollector } from './features.ts';
import { headMargin } from './heads.ts';
import { countOpinions, judgeClause } from './judge-clause.ts';
import { readSentimentModel } from './model-file.ts';
import type { TrainedSentiment } from './train.ts';

/** Judges whole texts by a trained model and single clauses by our own lexicon. */
export interface SentimentModel {
  judge(text: string, language: Language): Sentiment;
  /** Polarity of one clause, -1 to 1; 0 when it holds no opinion word. */
  judgeClause(clause: string, language: Language): number;
}

export interface SentimentOptions {
  segmenter: Segmenter;
  /** A model written by `writeSentimentModel`; it replaces the shipped one of its language. */
  modelFile?: string;
}

/** Between these the model does not know: neutral. */
const UNSURE_FROM = 0.35;
const UNSURE_TO = 0.65;
/** Opinions are looked for in this much of the text, UTF-16 units. */
const EVIDENCE_UNITS = 2_000;
/** One opinion in this many units makes a text opinionated: in long news a stray "good" is none. */
const UNITS_AN_OPINION = 150;

/**
 * The models were trained on reviews, so p says "if this is a review". A verdict besides needs evidence: opinion words
 * of the lexicon, dense enough. Without them a text is neutral however the n-grams fall.
 */
function labelOf(p: number, text: string, opinions: number): Sentiment['label'] {
  if (p > UNSURE_FROM && p < UNSURE_TO) return 'neutral';
  const units = Math.min(text.length, EVIDENCE_UNITS);
  const opinionated = opinions > 0 && opinions * UNITS_AN_OPINION >= units;
  if (!opinionated) return 'neutral';
  return p >= 0.5 ? 'positive' : 'negative';
}

function judgeText(
  text: string,
  language: Language,
  model: TrainedSentiment,
  collector: FeatureCollector,
): Sentiment {
  const count = collector.collect(text, language);
  if (count === 0) return { label: 'neutral', score: 0, pPositive: 0.5 };
  const p = calibrated(headMargin(model.heads, collector.ids, count), model.calibration);
  const opinions = countOpinions(text, language, EVIDENCE_UNITS);
  const label = labelOf(p, text, opinions);
  const score = label === 'neutral' ? 0 : 2 * p - 1;
  return { label, score: round(score), pPositive: round(p) };
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

function shippedFile(language: Language): string {
  return fileURLToPath(new URL(`../models/sentiment-${language}.json.gz`, import.meta.url));
}

/**
 * Document sentiment by two-headed logistic regression over hashed n-grams (heads.ts), Platt-calibrated, with a
 * neutral by evidence; clause sentiment by lexicon. A language's model is read when first needed.
 */
export function createSentiment(options: SentimentOptions): SentimentModel {
  const models = new Map<Language, TrainedSentiment>();
  if (options.modelFile !== undefined) {
    const given = readSentimentModel(options.modelFile);
    models.set(given.language, given);
  }
  const collector = createFeatureCollector();
  const modelOf = (language: Language): TrainedSentiment => {
    const model = models.get(language) ?? readSentimentModel(shippedFile(language));
    if (model.language !== language) {
      throw new AppError(
        'BAD_INPUT',
        `The sentiment model for ${language} was trained on ${model.language}.`,
      );
    }
    models.set(language, model);
    return model;
  };
  return {
    judge: (text, language) => judgeText(text, language, modelOf(language), collector),
    judgeClause,
  };
}
