import { describe, expect, it } from 'vitest';
import { createAnnotator } from '../../cli/annotate/annotator.ts';
import { JsonBytes } from '../../cli/annotate/json-bytes.ts';
import type { Reading } from '../../core/reading.ts';

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

const ODD = [
  '',
  'plain',
  'a"b\\c',
  '\0\b\t\n\v\f\r\u001f\u007f',
  'é裙\u2028ß',
  '😀 x😀',
  '\ud83d',
  'a\udc00b\ud800',
];

describe('JsonBytes', () => {
  it('writes strings as JSON.stringify does', () => {
    const out = new JsonBytes();
    for (const value of ODD) {
      out.putString(value);
      expect(textOf(out.take())).toBe(JSON.stringify(value));
    }
  });

  it('writes whole numbers and ready JSON, and grows past any size', () => {
    const out = new JsonBytes();
    for (const value of [0, 7, 10, 99, 100, 4_294_967_296]) {
      out.putWhole(value);
      out.put(Buffer.from(','));
    }
    const long = '裙"'.repeat(3_000_000);
    out.putString(long);
    out.putText('{"é":"😀"}');
    expect(textOf(out.take())).toBe(`0,7,10,99,100,4294967296,${JSON.stringify(long)}{"é":"😀"}`);
    out.putWhole(1);
    expect(textOf(out.take())).toBe('1');
  });
});

const READING: Reading = {
  language: 'zh',
  mentions: [
    {
      concept: 'color:red',
      facet: 'color',
      labelZh: '红色',
      labelEn: 'red "x"',
      start: 0,
      end: 1,
      surface: '红',
      negated: true,
      sentiment: 0.5,
    },
    {
      concept: 'color:red',
      facet: 'color',
      labelZh: '红色',
      labelEn: 'red "x"',
      start: 12,
      end: 14,
      surface: '"\n',
      negated: false,
      sentiment: 0,
    },
  ],
  sentiment: { label: 'negative', score: -0.25, pPositive: 0.375 },
  opinions: [
    { aspect: 'overall', polarity: 'negative', start: 3, end: 5, surface: '不好' },
    {
      aspect: 'price',
      polarity: 'positive',
      start: 3,
      end: 5,
      surface: '便宜',
      target: { start: 0, end: 2, surface: '价格' },
    },
  ],
};

describe('createAnnotator', () => {
  const annotate = createAnnotator({
    read(text) {
      if (text === 'fail') throw new Error('cannot');
      return text === 'bare' ? { ...READING, mentions: [], opinions: [] } : READING;
    },
  });
  const answersTo = (lines: (string | null)[]): unknown[] =>
    textOf(annotate(lines))
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as unknown);

  it('writes a reading in the contract’s keys and order, without what is only stored', () => {
    const mentions = READING.mentions.map(({ sentiment: _stored, ...mention }) => mention);
    const expected = {
      id: ['x', 1],
      language: 'zh',
      mentions,
      sentiment: READING.sentiment,
      opinions: READING.opinions,
    };
    expect(textOf(annotate(['{"id":["x",1],"text":"a"}']))).toBe(`${JSON.stringify(expected)}\n`);
  });

  it('answers each line in order, bad ones with their error, blank ones not at all', () => {
    const lines = [
      '{"id":1,"text":"bare"}',
      ' ',
      'nonsense',
      '[1]',
      null,
      '{"id":2}',
      '{"id":3,"text":"x","language":"fr"}',
      '{"text":"fail"}',
    ];
    expect(answersTo(lines)).toEqual([
      { id: 1, language: 'zh', mentions: [], sentiment: READING.sentiment, opinions: [] },
      { id: null, error: { code: 'BAD_INPUT', message: expect.stringContaining('not JSON') } },
      { id: null, error: { code: 'BAD_INPUT', message: expect.stringContaining('not an object') } },
      { id: null, error: { code: 'TOO_LARGE', message: expect.any(String) } },
      { id: 2, error: { code: 'BAD_INPUT', message: expect.stringContaining('"text"') } },
      { id: 3, error: { code: 'BAD_INPUT', message: expect.stringContaining('"language"') } },
      { id: null, error: { code: 'INTERNAL', message: 'cannot' } },
    ]);
  });
});
