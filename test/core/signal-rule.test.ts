import { describe, expect, test } from 'vitest';
import { addWeeks } from '../../core/dates.ts';
import { judgeRule, type MetricWeek } from '../../core/judge-signal-rule.ts';
import { seal, unseal } from '../../core/secret-box.ts';
import { channelBody } from '../../core/signal-channel.ts';
import { completeRule, ruleBody, type SignalRule } from '../../core/signal-rule.ts';

const FIRST = '2025-01-06';

function rule(more: Record<string, unknown> = {}): SignalRule {
  const given = { name: 'Share is up', metric: 'share', direction: 'above', enter: 0.5, ...more };
  return completeRule(ruleBody.parse({ minDocuments: 10, coolDownWeeks: 0, ...given }));
}

function series(values: (number | null)[], documents: number | number[] = 100): MetricWeek[] {
  return values.map((value, i) => ({
    week: addWeeks(FIRST, i),
    value,
    documents: typeof documents === 'number' ? documents : (documents[i] ?? 0),
  }));
}

/** The weeks it fires in, counted from the first. */
function firedAt(of: SignalRule, weeks: MetricWeek[]): number[] {
  return judgeRule(of, weeks).map(({ week }) => weeks.findIndex((one) => one.week === week));
}

describe('a rule over a weekly series', () => {
  test('fires on reaching enter, and again only after it went below leave', () => {
    const values = [0.4, 0.5, 0.45, 0.55, 0.41, 0.6, 0.39, 0.52];
    expect(firedAt(rule(), series(values))).toEqual([1, 3, 5, 7]);
    expect(firedAt(rule({ leave: 0.4 }), series(values))).toEqual([1, 7]);
    expect(firedAt(rule({ leave: 0.39 }), series(values))).toEqual([1]);
  });

  test('below is the mirror of above', () => {
    const below = rule({ direction: 'below', enter: 0.2, leave: 0.3 });
    expect(firedAt(below, series([0.5, 0.2, 0.29, 0.1, 0.31, 0.19]))).toEqual([1, 5]);
  });

  test('keeps silent in the cool-down; what is still beyond enter when it ends fires then', () => {
    const values = [0.6, 0.1, 0.6, 0.6, 0.6, 0.1, 0.6];
    expect(firedAt(rule(), series(values))).toEqual([0, 2, 6]);
    expect(firedAt(rule({ coolDownWeeks: 3 }), series(values))).toEqual([0, 4]);
    expect(firedAt(rule({ coolDownWeeks: 2 }), series(values))).toEqual([0, 3, 6]);
    expect(firedAt(rule({ coolDownWeeks: 52 }), series(values))).toEqual([0]);
  });

  test('a gap is no zero: it neither arms the rule again nor is a fall', () => {
    expect(firedAt(rule(), series([0.6, null, null, 0.6]))).toEqual([0]);
    expect(firedAt(rule(), series([0.6, 0, 0, 0.6]))).toEqual([0, 3]);
    expect(firedAt(rule({ direction: 'below', enter: 0.1 }), series([0.6, null, 0.6]))).toEqual([]);
    const falls = rule({ direction: 'falls', enter: 0.3, overWeeks: 1 });
    expect(firedAt(falls, series([0.6, null, 0.1, 0.1]))).toEqual([]);
    expect(firedAt(falls, series([0.6, 0.1]))).toEqual([1]);
  });

  test('a week with too few documents is not judged, whichever way', () => {
    expect(firedAt(rule(), series([0.6, 0.6], [9, 10]))).toEqual([1]);
    expect(firedAt(rule(), series([0.6, 0.1, 0.6], [10, 9, 10]))).toEqual([0]);
  });

  test('rises and falls are told over weeks, as points or as a ratio of the value before', () => {
    const values = [0.1, 0.1, 0.12, 0.16, 0.16, 0.02];
    const rises = { direction: 'rises', overWeeks: 2 };
    expect(firedAt(rule({ ...rises, enter: 0.05 }), series(values))).toEqual([3]);
    expect(firedAt(rule({ ...rises, enter: 0.5, change: 'ratio' }), series(values))).toEqual([3]);
    expect(firedAt(rule({ ...rises, enter: 0.7, change: 'ratio' }), series(values))).toEqual([]);
    expect(firedAt(rule({ ...rises, direction: 'falls', enter: 0.1 }), series(values))).toEqual([5]);
    const fromNothing = rule({ ...rises, enter: 0.5, change: 'ratio', overWeeks: 1 });
    expect(firedAt(fromNothing, series([0, 0.3]))).toEqual([]);
  });

  test('says why in both languages, with the same numbers', () => {
    const rises = rule({ direction: 'rises', overWeeks: 1, enter: 0.05, leave: 0.02, coolDownWeeks: 1 });
    const [first, second] = judgeRule(rises, series([0.1, 0.18, 0.18, 0.3], 40));
    expect(first?.reasons.map(({ en }) => en)).toEqual([
      'share rose by 8 points: the rule enters at 5 points and leaves at 2 points',
      'from 10 % to 18 % within 1 week',
      'rests on 40 documents of the week; the rule asks for 10',
      'fires for the first time in the weeks looked at',
    ]);
    expect(first?.reasons[0]?.zh).toBe('份额上升 8 个百分点：规则于 5 个百分点 触发，于 2 个百分点 解除');
    expect(second?.reasons.at(-1)?.en).toBe('fired last in the week of 2025-01-13; cool-down 1 week');
    for (const { en, zh } of [...(first?.reasons ?? []), ...(second?.reasons ?? [])])
      expect(zh.match(/\d+(\.\d+)?/g) ?? []).toEqual(
        expect.arrayContaining((en.match(/\d+(\.\d+)?/g) ?? []).filter((n) => n !== '1')),
      );
  });
});

describe('a rule as data', () => {
  const wrong = (more: Record<string, unknown>): string[] => {
    const given = { name: 'x', metric: 'share', direction: 'above', enter: 0.5, ...more };
    return ruleBody.safeParse(given).error?.issues.map(({ path }) => path.join('.')) ?? [];
  };

  test('is refused where it cannot mean anything', () => {
    expect(wrong({ leave: 0.6 })).toEqual(['leave']);
    expect(wrong({ direction: 'below', leave: 0.4 })).toEqual(['leave']);
    expect(wrong({ direction: 'falls', enter: -0.1 })).toEqual(['enter']);
    expect(wrong({ stage: 'rising' })).toEqual(['stage']);
    expect(wrong({ metric: 'stage' })).toEqual(['stage']);
    expect(wrong({ metric: 'stage', stage: 'rising', direction: 'rises' })).toEqual(['direction']);
    expect(wrong({ metric: 'crisisScore', sector: 'social' })).toEqual(['sector']);
    expect(wrong({ subject: 'everything' })).toEqual(['subject']);
    expect(wrong({ metric: 'stage', stage: 'rising', subject: 'color', sector: 'social' })).toEqual([]);
  });

  test('gets an id of its name, and lets go where it enters unless said otherwise', () => {
    expect(rule({ name: 'Butter yellow, up!' })).toMatchObject({ id: 'butter-yellow-up', leave: 0.5 });
    expect(rule({ name: '黄油黄 上升' }).id).toBe('黄油黄-上升');
    expect(rule({ id: 'mine' }).id).toBe('mine');
  });
});

describe('a channel', () => {
  test('has an address unless it is a file, and a secret only where a robot signs', () => {
    const wrong = (given: object): string[] =>
      channelBody.safeParse(given).error?.issues.map(({ path }) => path.join('.')) ?? [];
    expect(wrong({ id: 'a', type: 'slack' })).toEqual(['url']);
    expect(wrong({ id: 'a', type: 'file', url: 'https://example.org/' })).toEqual(['url']);
    expect(wrong({ id: 'a', type: 'webhook', url: 'https://example.org/', secret: 'x' })).toEqual(['secret']);
    expect(wrong({ id: 'a', type: 'webhook', url: 'file:///etc/passwd' })).toEqual(['url']);
    expect(wrong({ id: 'a', type: 'feishu', url: 'https://example.org/', secret: 'x' })).toEqual([]);
    expect(wrong({ id: '../a', type: 'file' })).toEqual(['id']);
  });

  test('seals its address: for one key and one channel, never twice the same', () => {
    const sealed = seal('key one', 'signal channel a', 'https://example.org/token');
    expect(sealed).not.toBe(seal('key one', 'signal channel a', 'https://example.org/token'));
    expect(Buffer.from(sealed, 'base64').toString('latin1')).not.toContain('example');
    expect(unseal('key one', 'signal channel a', sealed)).toBe('https://example.org/token');
    expect(() => unseal('key two', 'signal channel a', sealed)).toThrow(/another HEMLINE_HASH_KEY/);
    expect(() => unseal('key one', 'signal channel b', sealed)).toThrow(/another HEMLINE_HASH_KEY/);
  });
});
