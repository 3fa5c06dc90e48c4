import { AppError } from '../../core/errors.ts';
import { LANGUAGES, type Language } from '../../core/words.ts';
import type { Reader } from '../../nlp/index.ts';
import { errorAnswer, isBlankLine, parseLine, type JsonObject } from '../json-lines.ts';
import { JsonBytes } from './json-bytes.ts';
import { AnswerWriter } from './write-answer.ts';

/** Answers a batch of input lines: the bytes of their answer lines, in order. */
export type Annotator = (lines: (string | null)[]) => Uint8Array<ArrayBuffer>;

export function createAnnotator(reader: Reader): Annotator {
  const out = new JsonBytes();
  const writer = new AnswerWriter(out);
  const refuse = (id: unknown, thrown: unknown): void => {
    out.putText(`${JSON.stringify(errorAnswer(id, thrown))}\n`);
  };
  const answer = (line: string | null): void => {
    const value = parseLine(line);
    if (value instanceof AppError) {
      refuse(null, value);
      return;
    }
    try {
      const { text, language } = readInput(value);
      writer.write(value.id, reader.read(text, language));
    } catch (thrown) {
      refuse(value.id, thrown);
    }
  };
  return (lines) => {
    for (const line of lines) if (!isBlankLine(line)) answer(line);
    return out.take();
  };
}

/** The text and language of an input line; throws what is wrong with it. */
export function readInput(line: JsonObject): { text: string; language: Language | undefined } {
  if (typeof line.text !== 'string') throw new AppError('BAD_INPUT', 'The line has no "text" (a string).');
  const language = line.language ?? undefined;
  if (language !== undefined && !LANGUAGES.includes(language as Language)) {
    throw new AppError('BAD_INPUT', '"language" is "zh" or "en", or left out.');
  }
  return { text: line.text, language: language as Language | undefined };
}
