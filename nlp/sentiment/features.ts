import { ASPECTS, POLARITIES, type Language } from '../../core/words.ts';
import { findZhOpinions } from '../opinion/zh-opinions.ts';
import { splitClauses } from '../text/clauses.ts';
import { simplify } from '../text/simplify.ts';
import { unitsOf } from '../text/text-units.ts';

/** Feature ids are hashed into 2^18 buckets (Weinberger et al. 2009, feature hashing). */
export const FEATURE_BITS = 18;
export const FEATURE_BUCKETS = 1 << FEATURE_BITS;

/** Texts longer than this many UTF-16 units are judged by their beginning. */
export const JUDGED_UNITS = 20_000;

/** Gathers the distinct features of one text after another without allocating. */
export interface FeatureCollector {
  /** Returns how many distinct features the text has; they stand in `ids[0..n)`. */
  collect(text: string, language: Language): number;
  readonly ids: Int32Array;
}

const GOLDEN = 0x9e3779b1;
const OPINION_SEED = 0x51ed2700;
const OPINION_UNITS = 2_000;
const MOST_COUNTED = 4;

function bucket(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> (32 - FEATURE_BITS);
}

function isBlank(unit: number): boolean {
  return unit <= 0x20 || unit === 0xa0 || unit === 0x3000;
}

/** By unit in normal form and lower case: the unit itself where it is part of a word, else 0; ASCII capitals lowered. */
const WORD_UNITS = new Uint16Array(65_536);
for (let unit = 0; unit < 65_536; unit += 1) {
  const isWord = (unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57) || unit === 39 || unit > 0xbf;
  if (isWord) WORD_UNITS[unit] = unit;
  else if (unit >= 65 && unit <= 90) WORD_UNITS[unit] = unit + 32;
}

function isAscii(units: Uint16Array, length: number): boolean {
  let all = 0;
  for (let i = 0; i < length; i++) all |= units[i]!;
  return all < 128;
}

/** Bytes for "seen in this text", so that the table stays in the processor's cache; it is cleared when they run out. */
const LAST_EPOCH = 255;

class HashedFeatures implements FeatureCollector {
  readonly ids = new Int32Array(JUDGED_UNITS * 3 + 8);
  private readonly seenAt = new Uint8Array(FEATURE_BUCKETS);
  private epoch = 0;
  private count = 0;

  collect(text: string, language: Language): number {
    this.begin();
    const start = text.length > JUDGED_UNITS ? text.slice(0, JUDGED_UNITS) : text;
    if (language === 'en' && isAscii(unitsOf(start), start.length)) {
      this.collectWords(unitsOf(start), start.length);
      return this.count;
    }
    const judged = start.normalize('NFKC').toLowerCase();
    if (language === 'zh') {
      const plain = simplify(judged);
      this.collectCharacters(plain);
      this.collectOpinions(plain.slice(0, OPINION_UNITS));
    } else this.collectWords(unitsOf(judged), judged.length);
    return this.count;
  }

  private begin(): void {
    this.count = 0;
    this.epoch += 1;
    if (this.epoch <= LAST_EPOCH) return;
    this.seenAt.fill(0);
    this.epoch = 1;
  }

  private add(hash: number): void {
    const id = bucket(hash);
    if (this.seenAt[id] === this.epoch || this.count >= this.ids.length) return;
    this.seenAt[id] = this.epoch;
    this.ids[this.count++] = id;
  }

  /** Character 1- to 3-grams; blanks are skipped, a break in the text is a character of its own. */
  private collectCharacters(text: string): void {
    let previous = 1;
    let before = 1;
    for (let i = 0; i <= text.length; i++) {
      const unit = i < text.length ? text.charCodeAt(i) : 1;
      if (isBlank(unit) && unit !== 1) continue;
      this.add(Math.imul(unit, GOLDEN));
      const pair = Math.imul(previous, 0x01000193) ^ unit;
      this.add(Math.imul(pair, 0x27d4eb2f) + 2);
      this.add(Math.imul(Math.imul(before, 0x01000193) ^ pair, 0x165667b1) + 3);
      before = Math.imul(previous, 0x01000193);
      previous = unit;
    }
  }

  /** What the lexicon finds: aspects with polarity, and how praise and blame balance. */
  private collectOpinions(text: string): void {
    let praise = 0;
    let blame = 0;
    for (const { aspect, polarity } of findZhOpinions(text, splitClauses(text, 'zh'))) {
      if (polarity === 'positive') praise += 1;
      else blame += 1;
      this.add(OPINION_SEED + ASPECTS.indexOf(aspect) * 3 + POLARITIES.indexOf(polarity));
    }
    for (let n = 1; n <= Math.min(praise, MOST_COUNTED); n++) this.add(OPINION_SEED + 100 + n);
    for (let n = 1; n <= Math.min(blame, MOST_COUNTED); n++) this.add(OPINION_SEED + 200 + n);
    this.add(OPINION_SEED + 300 + Math.max(-3, Math.min(3, praise - blame)));
    if (praise !== blame) this.add(OPINION_SEED + 400 + Math.sign(praise - blame));
  }

  /** Word 1- and 2-grams; `!` and `?` count as words. */
  private collectWords(units: Uint16Array, length: number): void {
    let previous = 7;
    let word = 0;
    for (let i = 0; i <= length; i++) {
      const unit = i < length ? units[i]! : 32;
      const lowered = WORD_UNITS[unit]!;
      if (lowered !== 0) {
        word = Math.imul(word ^ lowered, 0x01000193) + 0x811c;
        continue;
      }
      if (word !== 0) previous = this.addWord(previous, word);
      word = 0;
      if (unit === 33 || unit === 63) previous = this.addWord(previous, unit);
    }
  }

  private addWord(previous: number, word: number): number {
    this.add(Math.imul(word, GOLDEN));
    this.add((Math.imul(previous, 0x27d4eb2f) ^ word) + 2);
    return word;
  }
}

export function createFeatureCollector(): FeatureCollector {
  return new HashedFeatures();
}
