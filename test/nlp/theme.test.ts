import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../core/random.ts';
import { FACETS } from '../../core/words.ts';
import { clusterThemes } from '../../nlp/theme/cluster-themes.ts';
import { nameTheme } from '../../nlp/theme/describe-theme.ts';
import { adjustedRand, daviesBouldin, silhouette } from '../../nlp/theme/score-clusters.ts';
import type { ThemeInput, ThemeMember, ThemeResult } from '../../nlp/theme/theme-types.ts';
import { thinInput } from '../../nlp/theme/thin-input.ts';

/** Planted groups: members of a group occur together ten times as often as members of different groups. */
function planted(groups: number, size: number, seed = 5): ThemeInput {
  const random = seededRandom(seed);
  const members: ThemeMember[] = [];
  for (let g = 0; g < groups; g++) {
    for (let m = 0; m < size; m++) {
      const facet = FACETS[m % FACETS.length] ?? 'style';
      members.push({
        id: `g${g}:m${m}`,
        labelZh: `词${g}${m}`,
        labelEn: `term ${g} ${m}`,
        facet,
        hex: facet === 'color' ? `#${(g * 1000 + m).toString(16).padStart(6, '0')}` : null,
        documents: 60 + Math.floor(random() * 80),
        weekly: Array.from(
          { length: 60 },
          (_, week) => 0.01 + 0.005 * Math.sin(week / 9 + g * 2) + 0.002 * random(),
        ),
      });
    }
  }
  const pairs: ThemeInput['pairs'] = [];
  for (let i = 0; i < members.length; i++) {
    for (let j = i + 1; j < members.length; j++) {
      const same = members[i]!.id.split(':')[0] === members[j]!.id.split(':')[0];
      const documents = same ? 15 + Math.floor(random() * 10) : Math.floor(random() * 2.2);
      if (documents > 0) pairs.push({ a: members[i]!.id, b: members[j]!.id, documents });
    }
  }
  return { members, pairs, totalDocuments: 8000, previous: [], seed: 7 };
}

/** Overlapping groups in which every second pair of different groups occurs together too, as real wardrobes do. */
function loose(): ThemeInput {
  const input = planted(11, 10, 21);
  const random = seededRandom(33);
  const pairs = input.pairs.map((pair) => ({
    ...pair,
    documents: pair.documents > 3 ? 6 + Math.floor(random() * 8) : 1 + Math.floor(random() * 5),
  }));
  return { ...input, pairs, totalDocuments: 4000 };
}

function labelsOf(result: ThemeResult, input: ThemeInput): Int32Array {
  return Int32Array.from(input.members, ({ id }) =>
    result.themes.findIndex(({ members }) => members.some((member) => member.id === id)),
  );
}

describe('clusterThemes', () => {
  it('finds planted groups and keeps every member of a theme in one of them', () => {
    const result = clusterThemes(planted(6, 12));
    const clean = result.themes.filter(
      (theme) => new Set(theme.members.map((m) => m.id.split(':')[0])).size === 1,
    );
    expect(result.themes.length).toBeGreaterThanOrEqual(5);
    expect(clean.length / result.themes.length).toBeGreaterThan(0.8);
    expect(result.scores.silhouette).toBeGreaterThan(0.3);
    expect(result.compared.map((one) => one.method).sort()).toEqual([
      'consensus',
      'density',
      'gmm',
      'kmeans',
    ]);
    expect(result.compared.every((one) => one.stability !== null)).toBe(true);
  });

  it('answers the same for the same input in another order', () => {
    const input = planted(4, 10);
    const again = { ...input, members: input.members.toReversed(), pairs: input.pairs.toReversed() };
    expect(clusterThemes(again).themes).toEqual(clusterThemes(input).themes);
  });

  it('keeps identities from week to week and gives each old theme to one new one', () => {
    const input = planted(5, 10);
    const first = clusterThemes(input);
    const previous = first.themes.map((theme, index) => ({ id: `t${index}`, members: theme.members }));
    const shifted = { ...planted(5, 10), previous, seed: 99 };
    const ids = clusterThemes(shifted).themes.map((theme) => theme.previousId);
    expect(ids.filter((id) => id !== null).length).toBeGreaterThanOrEqual(4);
    expect(new Set(ids.filter((id) => id !== null)).size).toBe(ids.filter((id) => id !== null).length);
  });

  it('names themes in both languages and gives a palette that sums to one', () => {
    const [theme] = clusterThemes(planted(5, 10)).themes;
    expect(theme?.nameZh).toMatch(/^词.+ · 词/);
    expect(theme?.nameEn).toMatch(/^term .+ · term/);
    const sum = theme?.palette.reduce((total, { weight }) => total + weight, 0) ?? 0;
    expect(sum).toBeCloseTo(1, 6);
    expect(theme?.palette.every(({ hex }) => /^#[0-9a-f]{6}$/.test(hex))).toBe(true);
  });

  it('leaves members that occur with nobody unclustered, and says nothing of too few', () => {
    const input = planted(4, 8);
    const alone: ThemeMember = { ...input.members[0]!, id: 'alone' };
    const result = clusterThemes({ ...input, members: [...input.members, alone] });
    expect(result.unclustered).toContain('alone');
    const few = clusterThemes({ ...input, members: input.members.slice(0, 3) });
    expect(few).toMatchObject({ method: 'none', themes: [], scores: { silhouette: null } });
    expect(
      clusterThemes({ members: [], pairs: [], totalDocuments: 0, previous: [], seed: 1 }).themes,
    ).toEqual([]);
  });

  it('gives nearly the same answer when a twentieth of the documents is gone', () => {
    const input = loose();
    const first = clusterThemes(input);
    const previous = first.themes.map((theme, index) => ({ id: `t${index}`, members: theme.members }));
    const { method, scores } = first;
    for (const turn of [3, 4]) {
      const less = { ...thinInput(input, 0.95, turn), previous };
      const second = clusterThemes({ ...less, previousChoice: { method, setting: scores.setting ?? 0 } });
      expect(second.method).toBe(method);
      expect(adjustedRand(labelsOf(first, input), labelsOf(second, input))).toBeGreaterThan(0.7);
    }
  });

  it('gives themes of a usable number and size where groups run into one another', () => {
    const input = loose();
    const result = clusterThemes(input);
    const sizes = result.themes.map(({ members }) => members.length);
    expect(sizes.length).toBeGreaterThanOrEqual(8);
    expect(sizes.length).toBeLessThanOrEqual(30);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(input.members.length / 3);
    expect(result.unclustered.length).toBeLessThan(input.members.length / 4);
  });

  it('takes 500 members', () => {
    expect(clusterThemes(planted(25, 20)).themes.length).toBeGreaterThan(10);
  });
});

describe('nameTheme', () => {
  it('prefers members of the theme alone to one that goes with everything, and different facets', () => {
    const member = (id: string, facet: ThemeMember['facet']): ThemeMember => ({
      id,
      facet,
      labelZh: `词${id}`,
      labelEn: id,
      hex: null,
      documents: 50,
      weekly: [],
    });
    const members = [
      { member: member('clothes', 'garment'), weight: 0.9 },
      { member: member('parka', 'garment'), weight: 0.8 },
      { member: member('shearling', 'fabric'), weight: 0.7 },
      { member: member('navy', 'color'), weight: 0.7 },
    ];
    const pairs = [
      { a: 'clothes', b: 'elsewhere', documents: 200 },
      { a: 'clothes', b: 'parka', documents: 20 },
      { a: 'parka', b: 'shearling', documents: 30 },
      { a: 'navy', b: 'parka', documents: 20 },
    ];
    expect(nameTheme(members, { pairs }).nameEn).toBe('parka · shearling · navy');
  });
});

describe('cluster scores', () => {
  const points = [
    [0, 0],
    [0, 1],
    [10, 10],
    [10, 11],
  ].map((row) => Float64Array.from(row));

  it('agree with values worked out by hand', () => {
    const labels = Int32Array.from([0, 0, 1, 1]);
    // Spread .5 each, centres 10·√2 apart: (0.5 + 0.5) / 14.142.
    expect(daviesBouldin(points, labels)).toBeCloseTo(1 / Math.hypot(10, 10), 6);
    expect(silhouette(points, labels)).toBeGreaterThan(0.9);
    expect(silhouette(points, Int32Array.from([0, 0, 0, 0]))).toBeNull();
    // A row left out counts 0 of 5.
    const beside = [...points, Float64Array.from([5, 5])];
    const left = Int32Array.from([0, 0, 1, 1, -1]);
    expect(silhouette(beside, left)).toBeCloseTo(0.8 * silhouette(points, labels)!, 6);
  });

  it('adjusted Rand: 1 for equal groupings under other names, about 0 for crossing ones', () => {
    expect(adjustedRand(Int32Array.from([0, 0, 1, 1]), Int32Array.from([5, 5, 2, 2]))).toBeCloseTo(1);
    expect(adjustedRand(Int32Array.from([0, 0, 1, 1]), Int32Array.from([0, 1, 0, 1]))).toBeLessThan(0.01);
  });
});
