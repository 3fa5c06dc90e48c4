import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../core/random.ts';
import { adjustLeads, poolLags } from '../../forecasting/index.ts';

const exact = (lag: number, half: number) => ({ lag, low: lag - half, high: lag + half });

describe('poolLags', () => {
  it('needs three measurements', () => {
    expect(poolLags([exact(5, 2), exact(6, 2)])).toBeNull();
  });

  it('weighs sure measurements more, and is surer than each of them', () => {
    const pooled = poolLags([exact(6, 2), exact(5, 2), exact(12, 20), exact(6, 2), exact(5, 2)])!;
    expect(pooled.lag).toBeGreaterThan(5);
    expect(pooled.lag).toBeLessThan(6.5);
    expect(pooled.high - pooled.low).toBeLessThan(4);
    expect(pooled.p).toBeLessThan(0.01);
    expect(pooled).toMatchObject({ count: 5, agreeing: 5 });
  });

  it('is wide where the elements differ', () => {
    const pooled = poolLags([exact(-10, 2), exact(14, 2), exact(9, 2), exact(-4, 2)])!;
    expect(pooled.low).toBeLessThan(0);
    expect(pooled.high).toBeGreaterThan(0);
    expect(pooled.p).toBeGreaterThan(0.2);
  });

  it('claims no more than its level where there is no lag', () => {
    const random = seededRandom(3);
    const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    let claimed = 0;
    for (let trial = 0; trial < 400; trial++) {
      const count = 3 + (trial % 6);
      const lags = Array.from({ length: count }, () => exact(4 * normal(), 1.645 * 3));
      if (poolLags(lags)!.p <= 0.1) claimed++;
    }
    expect(claimed / 400).toBeLessThanOrEqual(0.12);
  });
});

describe('adjustLeads', () => {
  it('controls over all pairs of all calls, those that gave no lead included', () => {
    const lead = {
      leader: 'a',
      follower: 'b',
      lagWeeks: 4,
      lagLow: 2,
      lagHigh: 6,
      correlation: 0.9,
      p: 0.001,
      q: 0.01,
    };
    const alone = adjustLeads([{ pairs: 10, leads: [{ ...lead, chance: 0.001 }] }]);
    expect(alone[0]).toBeCloseTo(0.01, 10);
    const crowd = Array.from({ length: 99 }, () => ({ pairs: 10, leads: [] }));
    const many = adjustLeads([...crowd, { pairs: 10, leads: [{ ...lead, chance: 0.001 }] }]);
    expect(many).toHaveLength(1);
    expect(many[0]).toBeCloseTo(1, 10);
  });
});
