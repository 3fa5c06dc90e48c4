import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../core/random.ts';
import { CountSketch, hashOf } from '../../nlp/discover/count-sketch.ts';
import { DressContext } from '../../nlp/discover/dress-context.ts';
import { foldTerm } from '../../nlp/discover/en-candidates.ts';
import { variantKey } from '../../nlp/discover/variant-key.ts';
import { surprise } from '../../nlp/discover/weigh-term.ts';

describe('DressContext', () => {
  it('learns which neighbours speak for dress and which against', () => {
    const context = new DressContext();
    const random = seededRandom(4);
    const pick = (list: string[]): string => list[Math.floor(random() * list.length)] ?? '';
    for (let n = 0; n < 9_000; n++) {
      const dress = n % 10 === 0;
      const text = dress
        ? `${pick(['她穿着', '秀场上'])}长裙${pick(['很显瘦', '真优雅'])}`
        : `警方通报${n % 97}号案件`;
      context.learn(text, dress ? [{ start: 3, end: 5 }] : null);
    }
    const judge = (text: string): number => context.reader(text)(4, 6);
    expect(judge('她穿着新雨衣很显瘦')).toBeGreaterThan(1);
    expect(judge('警方通报雨衣案件')).toBeLessThan(-1);
  });

  it('takes words far from the mention in a text about dress for dress too', () => {
    const context = new DressContext();
    const dress = 'She wears a skirt. Nothing else needed, my aunt was right about the whole mood.';
    for (let n = 0; n < 3_000; n++) {
      context.learn(dress, [{ start: 12, end: 17 }]);
      context.learn(`Rain on the harbour again, tea at noon and a train that came ${n} minutes late.`, null);
    }
    const place = dress.indexOf('aunt');
    expect(context.reader(dress)(place, place + 4)).toBeGreaterThan(0);
  });

  it('says nothing where every text is about dress, or before it has read enough', () => {
    const context = new DressContext();
    context.learn('她穿着长裙', [{ start: 3, end: 5 }]);
    expect(context.reader('她穿着长裙')(3, 5)).toBe(0);
    for (let n = 0; n < 9_000; n++) context.learn('她穿着长裙', [{ start: 3, end: 5 }]);
    expect(Math.abs(context.reader('她穿着长裙')(3, 5))).toBeLessThan(0.01);
  });
});

describe('parts of discovery', () => {
  it('count-min never counts too low', () => {
    const sketch = new CountSketch(8);
    const truth = new Map<string, number>();
    const random = seededRandom(3);
    for (let n = 0; n < 3_000; n++) {
      const word = `w${Math.floor(random() * random() * 200)}`;
      truth.set(word, (truth.get(word) ?? 0) + 1);
      sketch.add(hashOf(word));
    }
    for (const [word, count] of truth) expect(sketch.count(hashOf(word))).toBeGreaterThanOrEqual(count);
  });

  it('surprise is the Poisson likelihood ratio, 0 at and below the expected', () => {
    expect(surprise(8, 2)).toBeCloseTo(8 * Math.log(4) - 6, 9);
    expect(surprise(2, 2)).toBe(0);
    expect(surprise(1, 2)).toBe(0);
  });

  it('spelling variants share a key', () => {
    expect(new Set(['cloud-pleat', 'Cloud Pleats', 'cloudpleat', 'cloud-pleated'].map(variantKey))).toEqual(
      new Set(['cloudpleat']),
    );
    expect(variantKey("Barrel-leg jean's")).toBe(variantKey('barrel legs jeans'));
    expect(variantKey('云朵褶')).toBe('云朵褶');
    expect(foldTerm(['Barrel', 'Leg', "Jeans'"])).toMatch(/^barrel leg/);
  });
});
