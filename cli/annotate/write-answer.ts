import type { Mention, Opinion, Reading } from '../../core/reading.ts';
import type { JsonBytes } from './json-bytes.ts';

const json = (text: string): Uint8Array => Buffer.from(text);

const ID = json('{"id":');
const LANGUAGE = { zh: json(',"language":"zh","mentions":['), en: json(',"language":"en","mentions":[') };
const NEXT = json(',');
const END = json(',"end":');
const SURFACE = json(',"surface":');
const NEGATED = json(',"negated":true}');
const AFFIRMED = json(',"negated":false}');
const OPINIONS = json('},"opinions":[');
const TARGET = json(',"target":{"start":');
const CLOSE = json('}');
const LINE_END = json(']}\n');

/** Writes readings as lines of the annotate contract. What is the same for every mention of a concept is kept as bytes. */
export class AnswerWriter {
  readonly #heads = new Map<string, Uint8Array>();
  readonly #out: JsonBytes;

  constructor(out: JsonBytes) {
    this.#out = out;
  }

  write(id: unknown, { language, mentions, sentiment, opinions }: Reading): void {
    const out = this.#out;
    const name = JSON.stringify(id ?? null);
    out.put(ID);
    out.putText(name);
    out.put(LANGUAGE[language]);
    mentions.forEach((mention, at) => {
      if (at > 0) out.put(NEXT);
      this.#mention(mention);
    });
    const { label, score, pPositive } = sentiment;
    out.putText(`],"sentiment":{"label":"${label}","score":${score},"pPositive":${pPositive}`);
    out.put(OPINIONS);
    opinions.forEach((opinion, at) => {
      if (at > 0) out.put(NEXT);
      this.#opinion(opinion);
    });
    out.put(LINE_END);
  }

  #mention(mention: Mention): void {
    let head = this.#heads.get(mention.concept);
    if (head === undefined) {
      const { concept, facet, labelZh, labelEn } = mention;
      head = json(`${JSON.stringify({ concept, facet, labelZh, labelEn }).slice(0, -1)},"start":`);
      this.#heads.set(mention.concept, head);
    }
    this.#out.put(head);
    this.#span(mention);
    this.#out.put(mention.negated ? NEGATED : AFFIRMED);
  }

  #opinion(opinion: Opinion): void {
    const kind = `${opinion.aspect} ${opinion.polarity}`;
    let head = this.#heads.get(kind);
    if (head === undefined) {
      head = json(`{"aspect":"${opinion.aspect}","polarity":"${opinion.polarity}","start":`);
      this.#heads.set(kind, head);
    }
    this.#out.put(head);
    this.#span(opinion);
    if (opinion.target !== undefined) {
      this.#out.put(TARGET);
      this.#span(opinion.target);
      this.#out.put(CLOSE);
    }
    this.#out.put(CLOSE);
  }

  #span({ start, end, surface }: { start: number; end: number; surface: string }): void {
    this.#out.putWhole(start);
    this.#out.put(END);
    this.#out.putWhole(end);
    this.#out.put(SURFACE);
    this.#out.putString(surface);
  }
}
