import { describe, expect, it } from 'vitest';
import { ciede2000 } from '../../core/color/ciede2000.ts';
import { hexToLab } from '../../core/color/hex-to-lab.ts';
import { hexOfWords, nearestColors } from '../../nlp/color/nearest-color.ts';
import { createMatcher } from '../../nlp/match/matcher.ts';
import { loadTaxonomy } from '../../nlp/taxonomy/load-taxonomy.ts';

/** Test pairs of Sharma, Wu and Dalal (2005), table 1: L a b, L a b, ΔE00. */
const PAIRS = `
50 2.6772 -79.7751 50 0 -82.7485 2.0425
50 3.1571 -77.2803 50 0 -82.7485 2.8615
50 2.8361 -74.02 50 0 -82.7485 3.4412
50 -1.3802 -84.2814 50 0 -82.7485 1
50 -1.1848 -84.8006 50 0 -82.7485 1
50 -0.9009 -85.5211 50 0 -82.7485 1
50 0 0 50 -1 2 2.3669
50 -1 2 50 0 0 2.3669
50 2.49 -0.001 50 -2.49 0.0009 7.1792
50 2.49 -0.001 50 -2.49 0.001 7.1792
50 2.49 -0.001 50 -2.49 0.0011 7.2195
50 2.49 -0.001 50 -2.49 0.0012 7.2195
50 -0.001 2.49 50 0.0009 -2.49 4.8045
50 -0.001 2.49 50 0.001 -2.49 4.8045
50 -0.001 2.49 50 0.0011 -2.49 4.7461
50 2.5 0 50 0 -2.5 4.3065
50 2.5 0 73 25 -18 27.1492
50 2.5 0 61 -5 29 22.8977
50 2.5 0 56 -27 -3 31.903
50 2.5 0 58 24 15 19.4535
50 2.5 0 50 3.1736 0.5854 1
50 2.5 0 50 3.2972 0 1
50 2.5 0 50 1.8634 0.5757 1
50 2.5 0 50 3.2592 0.335 1
60.2574 -34.0099 36.2677 60.4626 -34.1751 39.4387 1.2644
63.0109 -31.0961 -5.8663 62.8187 -29.7946 -4.0864 1.263
61.2901 3.7196 -5.3901 61.4292 2.248 -4.962 1.8731
35.0831 -44.1164 3.7933 35.0232 -40.0716 1.5901 1.8645
22.7233 20.0904 -46.694 23.0331 14.973 -42.5619 2.0373
36.4612 47.858 18.3852 36.2715 50.5065 21.2231 1.4146
90.8027 -2.0831 1.441 91.1528 -1.6435 0.0447 1.4441
90.9257 -0.5406 -0.9208 88.6381 -0.8985 -0.7239 1.5381
6.7747 -0.2908 -2.4247 5.8714 -0.0985 -2.2286 0.6377
2.0776 0.0795 -1.135 0.9033 -0.0636 -0.5514 0.9082`;

describe('ciede2000', () => {
  const rows = PAIRS.trim()
    .split('\n')
    .map((row) => row.split(' ').map(Number));

  it.each(rows)('%d %d %d to %d %d %d is as published', (...row) => {
    const [l1 = 0, a1 = 0, b1 = 0, l2 = 0, a2 = 0, b2 = 0, expected = 0] = row;
    const one = { l: l1, a: a1, b: b1 };
    const two = { l: l2, a: a2, b: b2 };
    expect(ciede2000(one, two)).toBeCloseTo(expected, 4);
    expect(ciede2000(two, one)).toBeCloseTo(expected, 4);
  });
});

describe('colours of the taxonomy', () => {
  const taxonomy = loadTaxonomy();

  it('turns sRGB into L*a*b*', () => {
    expect(hexToLab('#ffffff').l).toBeCloseTo(100, 2);
    const red = hexToLab('#ff0000');
    expect([red.l, red.a, red.b].map((value) => Math.round(value * 10) / 10)).toEqual([53.2, 80.1, 67.2]);
    expect(() => hexToLab('red')).toThrow('#rrggbb');
  });

  it('names the nearest colours', () => {
    expect(nearestColors('#f7e7a1', taxonomy.concepts)[0]).toMatchObject({
      concept: { id: 'color:butter-yellow' },
      distance: 0,
    });
    const names = nearestColors('#20294a', taxonomy.concepts, 3).map((near) => near.concept.id);
    expect(names).toContain('color:navy');
  });

  it('turns words into hex in both languages', () => {
    const matcher = createMatcher(taxonomy, null);
    const match = (text: string) => matcher.match(text);
    expect(hexOfWords('a butter yellow top', match)).toBe('#f7e7a1');
    expect(hexOfWords('雾霾蓝衬衫', match)).toBe(taxonomy.byId.get('color:haze-blue')?.hex);
    expect(hexOfWords('a plain shirt', match)).toBeNull();
  });

  it('gives every colour a hex and every shade a family that is a colour', () => {
    for (const concept of taxonomy.concepts.filter((one) => one.facet === 'color')) {
      expect(concept.hex, concept.id).toMatch(/^#[0-9a-f]{6}$/);
      if (concept.parent !== null) expect(concept.parent).toMatch(/^color:/);
    }
  });
});
