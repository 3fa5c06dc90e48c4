import { PassThrough, Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { answerLines, readLines } from '../../cli/json-lines.ts';

async function linesOf(chunks: (string | Uint8Array)[], maxLine?: number): Promise<(string | null)[]> {
  const lines: (string | null)[] = [];
  const bytes = chunks.map((chunk) => (typeof chunk === 'string' ? Buffer.from(chunk) : chunk));
  for await (const line of readLines(Readable.from(bytes), maxLine)) lines.push(line);
  return lines;
}

async function answersTo(input: string): Promise<unknown[]> {
  const output = new PassThrough();
  const chunks: Buffer[] = [];
  output.on('data', (chunk: Buffer) => chunks.push(chunk));
  await answerLines(Readable.from([Buffer.from(input)]), output, (value) => {
    if (value.fail === true) throw new Error('cannot');
    return { id: value.id, ok: true };
  });
  const text = Buffer.concat(chunks).toString();
  return text === ''
    ? []
    : text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown);
}

describe('readLines', () => {
  it('splits at LF alone, across chunks, and keeps U+2028 and a last line without LF', async () => {
    expect(await linesOf(['a\u2028b\r\nc', 'd\n\ne'])).toEqual(['a\u2028b', 'cd', '', 'e']);
  });

  it('joins a character cut between two chunks', async () => {
    const bytes = Buffer.from('裙\n');
    expect(await linesOf([bytes.subarray(0, 1), bytes.subarray(1)])).toEqual(['裙']);
  });

  it('gives null for a line that is too long and goes on after it', async () => {
    expect(await linesOf(['aaaa', 'aaaa\nok\n'], 5)).toEqual([null, 'ok']);
  });
});

describe('answerLines', () => {
  it('answers every line in order and goes on after bad ones', async () => {
    const answers = await answersTo('{"id":1}\nnot json\n[1]\n{"id":2,"fail":true}\n\n{"id":3}\n');
    expect(answers).toEqual([
      { id: 1, ok: true },
      { id: null, error: { code: 'BAD_INPUT', message: expect.stringContaining('not JSON') } },
      { id: null, error: { code: 'BAD_INPUT', message: expect.stringContaining('not an object') } },
      { id: 2, error: { code: 'INTERNAL', message: 'cannot' } },
      { id: 3, ok: true },
    ]);
  });

  it('answers nothing to nothing', async () => {
    expect(await answersTo('')).toEqual([]);
  });
});
