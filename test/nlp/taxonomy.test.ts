import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Concept } from '../../core/reading.ts';
import { createMatcher } from '../../nlp/match/matcher.ts';
import { readFlowLines } from '../../nlp/taxonomy/flow-lines.ts';
import { loadTaxonomy } from '../../nlp/taxonomy/load-taxonomy.ts';

const taxonomy = loadTaxonomy();
const shipped = new URL('../../nlp/taxonomy/', import.meta.url);

describe('the shipped taxonomy', () => {
  it.each([
    ['color', 150],
    ['style', 110],
    ['silhouette', 60],
    ['garment', 170],
    ['fabric', 110],
    ['pattern', 80],
    ['detail', 140],
    ['occasion', 40],
    ['brand', 120],
  ])('has enough of %s', (facet, count) => {
    expect(taxonomy.concepts.filter((concept) => concept.facet === facet).length).toBeGreaterThanOrEqual(
      count,
    );
  });

  it.each([
    'color:butter-yellow',
    'garment:barrel-leg-jeans',
    'style:new-chinese',
    'style:quiet-luxury',
    'garment:puffer-jacket',
    'fabric:linen',
    'style:mob-wife',
    'garment:skinny-jeans',
    'pattern:polka-dot',
    'pattern:stripe',
    'fabric:suede',
    'style:dopamine-dressing',
    'garment:ballet-flats',
    'garment:wide-leg-trousers',
    'detail:bow',
  ])('knows %s', (id) => {
    expect(taxonomy.byId.has(id)).toBe(true);
  });

  it('is read by the quick reader just as YAML reads it', () => {
    for (const name of readdirSync(shipped).filter((file) => file.endsWith('.yaml'))) {
      const text = readFileSync(new URL(name, shipped), 'utf8');
      expect(readFlowLines(text)?.value, name).toEqual(parse(text));
    }
  });

  it('hashes to the same text each time', () => {
    expect(loadTaxonomy().hash).toBe(taxonomy.hash);
  });
});

describe('a folder of the user', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'hemline-taxonomy-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const load = (text: string): ReturnType<typeof loadTaxonomy> => {
    writeFileSync(join(folder, 'mine.yaml'), text);
    return loadTaxonomy({ folders: [folder] });
  };

  it('adds concepts, in any style of YAML, and replaces shipped ones', () => {
    const mine = load(
      'facet: style\nconcepts:\n  moonwalk-core:\n    zh:\n      - 月步风\n    en: ["moonwalk core"]\n  y2k: { zh: [Y2K], en: [Y2K] }\n',
    );
    expect(mine.hash).not.toBe(taxonomy.hash);
    expect(mine.byId.get('style:y2k')?.aliasesEn).toEqual(['Y2K']);
    const found = createMatcher(mine, null).match('a moonwalk-core look');
    expect(found.map((match) => match.concept.id)).toEqual(['style:moonwalk-core']);
  });

  it.each([
    ['facet: shoes\nconcepts:\n  a: { zh: [甲], en: [a1] }\n', 'mine.yaml:1: facet: is no facet'],
    [
      'facet: style\nconcepts:\n  a-b: { en: [zzz style] }\n',
      'mine.yaml:3: concepts.a-b.zh: needs at least one',
    ],
    [
      'facet: color\nconcepts:\n  q: { zh: [某色], en: [qcolor], hex: red }\n',
      "q.hex: must be written '#rrggbb'",
    ],
    [
      'facet: style\nconcepts:\n  q: { zh: [某风], en: [qstyle], parent: nowhere }\n',
      'there is no concept style:nowhere',
    ],
    ['facet: style\nconcepts:\n  q: { zh: [某风], en: [boho] }\n', '"boho" is also claimed by style:boho'],
    ['facet: style\nconcepts:\n  q: { zh: [某风], en: [qstyle], colour: 1 }\n', 'q.colour: unknown key'],
    [
      'facet: style\nconcepts:\n  q: { zh: [某风], en: [qstyle], rules: [{ unless: ["@nothing"] }] }\n',
      'unknown context @nothing',
    ],
    ['facet: style\nconcepts:\n  Q_1: { zh: [某风], en: [qstyle] }\n', 'lower-case letters'],
    ['facet: [style\n', 'mine.yaml:2: not YAML'],
    ['- a\n', 'must be a mapping'],
  ])('is refused with file, line and key: %j', (text, problem) => {
    expect(() => load(text)).toThrow(problem);
  });

  it('lists every problem at once and names a missing folder', () => {
    const text = 'facet: style\nconcepts:\n  q: { zh: [某风] }\n  r: { en: [rstyle] }\n';
    expect(() => load(text)).toThrow(/concepts\.q\.en[\s\S]*concepts\.r\.zh/);
    expect(() => loadTaxonomy({ folders: ['/no/such/folder'] })).toThrow('there is no such folder');
  });

  it('lets a rule settle an alias that two concepts claim', () => {
    const mine = load(
      'facet: style\nconcepts:\n  club-boho: { zh: [夜场波希], en: [boho], rules: [{ only_with: [nightclub] }] }\n',
    );
    const matcher = createMatcher(mine, null);
    expect(matcher.match('boho at the nightclub')[0]?.concept.id).toBe('style:club-boho');
    expect(matcher.match('boho in the field')[0]?.concept.id).toBe('style:boho');
  });
});

describe('accepted candidates', () => {
  const accepted: Concept = {
    id: 'detail:moonpleat',
    facet: 'detail',
    labelZh: '月亮褶',
    labelEn: 'moonpleat',
    aliasesZh: ['月亮褶'],
    aliasesEn: ['moonpleat'],
    hex: null,
    parent: 'detail:pleats',
  };

  it('are read like the rest and change the hash', () => {
    const more = loadTaxonomy({ concepts: [accepted] });
    expect(more.hash).not.toBe(taxonomy.hash);
    const matcher = createMatcher(more, null);
    expect(matcher.match('moonpleats and 月亮褶').map((match) => match.concept.id)).toEqual([
      accepted.id,
      accepted.id,
    ]);
  });

  it('of a known id add their aliases to it', () => {
    const linen = { ...accepted, id: 'fabric:linen', facet: 'fabric' as const, parent: null };
    const more = loadTaxonomy({ concepts: [linen] });
    expect(more.byId.get('fabric:linen')?.aliasesEn).toEqual(expect.arrayContaining(['linen', 'moonpleat']));
  });
});
