import { beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '../../core/dates.ts';
import { seededRandom } from '../../core/random.ts';
import { createDiscoverer } from '../../nlp/discover/discoverer.ts';
import type { DiscoverDocument, DiscoveredPeriod } from '../../nlp/discover/discover-types.ts';
import { variantKey } from '../../nlp/discover/variant-key.ts';
import { createSegmenter } from '../../nlp/segment/create-segmenter.ts';
import type { Segmenter } from '../../nlp/segment/segmenter.ts';
import { loadTaxonomy, type Taxonomy } from '../../nlp/taxonomy/load-taxonomy.ts';

let taxonomy: Taxonomy;
let segmenter: Segmenter;
let documents: DiscoverDocument[];
let periods: DiscoveredPeriod[];

beforeAll(() => {
  taxonomy = loadTaxonomy();
  segmenter = createSegmenter(taxonomy, 'intl');
  documents = story();
  periods = run(documents);
});

const EN = [
  'linen trousers',
  'a wool coat',
  'suede boots',
  'a silk skirt',
  'wide-leg jeans',
  'a puffer jacket',
];
const ZH = ['亚麻裤子', '羊毛大衣', '麂皮靴子', '真丝半身裙', '阔腿裤', '羽绒服'];
const EN_OPENINGS = [
  'Seen in town:',
  'Our pick today is',
  'She chose',
  'Everyone talks about',
  'Editors liked',
];
const ZH_OPENINGS = ['今天看到', '编辑推荐', '大家都在聊', '她选了', '店里上新'];

/** A hundred weeks of plain talk of dress; in the last eight a new term of each language comes up more and more. */
function story(weeks = 100, perWeek = 14): DiscoverDocument[] {
  const random = seededRandom(11);
  const pick = (list: string[]): string => list[Math.floor(random() * list.length)] ?? '';
  const documents: DiscoverDocument[] = [];
  for (let week = 0; week < weeks; week++) {
    for (let n = 0; n < perWeek; n++) {
      const zh = n % 2 === 0;
      const rising = week >= weeks - 8 && random() < 0.08 * (week - weeks + 9);
      const thing = zh ? pick(ZH) : pick(EN);
      const news = zh
        ? pick(['云朵褶半身裙', '云朵褶连衣裙', '云朵褶'])
        : pick(['a cloudpleat skirt', 'the cloud-pleat dress', 'cloudpleats']);
      const opening = zh ? pick(ZH_OPENINGS) : pick(EN_OPENINGS);
      const tail = zh ? `，搭配${pick(ZH)}，编号${week}${n}` : ` with ${pick(EN)}, look ${week} of ${n}.`;
      documents.push({
        id: `d${week}-${n}`,
        date: addDays('2023-01-02', week * 7 + (n % 7)),
        text: `${opening}${zh ? '' : ' '}${rising ? news : thing}${tail}`,
        language: zh ? 'zh' : 'en',
      });
    }
  }
  return documents.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}

function run(documents: DiscoverDocument[], top = 20, from?: string): DiscoveredPeriod[] {
  const discoverer = createDiscoverer({ taxonomy, segmenter, grain: 'week', top, from });
  return [...documents.flatMap((document) => discoverer.add(document)), ...discoverer.finish()];
}

describe('createDiscoverer', () => {
  it('finds a planted new term in both languages within three weeks, and nothing before it came', () => {
    const start = addDays('2023-01-02', 92 * 7);
    const printed = (needle: string): DiscoveredPeriod[] =>
      periods.filter((period) => period.terms.some((term) => variantKey(term.term).includes(needle)));
    for (const needle of ['云朵褶', 'cloudpleat']) {
      const first = printed(needle)[0];
      expect(first, needle).toBeDefined();
      expect(first!.from >= start).toBe(true);
      expect(first!.from <= addDays(start, 21)).toBe(true);
    }
    const before = periods.filter((period) => period.to < start).flatMap((period) => period.terms);
    expect(before.filter((term) => term.kind === 'new').map((term) => term.term)).toEqual([]);
  });

  it('gives examples whose spans hold the term, a count, a first day and a suggested place', () => {
    const byId = new Map(documents.map((document) => [document.id, document.text]));
    const term = periods.flatMap((period) => period.terms).find((one) => one.term.includes('云朵褶'));
    expect(term).toMatchObject({ kind: 'new', language: 'zh', concept: null });
    expect(term!.count).toBeGreaterThan(0);
    expect(term!.count).toBeGreaterThan(term!.baseline);
    for (const { id, start, end } of term!.examples)
      expect(byId.get(id)!.slice(start, end)).toContain('云朵褶');
    expect(term!.suggestion.cooccurring.length).toBeGreaterThan(0);
    expect(term!.suggestion.cooccurring.every(({ concept }) => taxonomy.byId.has(concept))).toBe(true);
  });

  it('is causal: what a period prints does not change when later texts are left out', () => {
    const part = run(documents.filter((document) => document.date < addDays('2023-01-02', 95 * 7)));
    expect(part.length).toBe(95);
    expect(part.at(-1)!.terms.length).toBeGreaterThan(0);
    expect(periods.slice(0, part.length)).toEqual(part);
  });

  it('expects a season to come back', () => {
    const winters: DiscoverDocument[] = [];
    for (let week = 0; week < 160; week++) {
      const winter = week % 52 >= 44 || week % 52 < 6;
      for (let n = 0; n < 20; n++) {
        const text =
          winter && n < 8
            ? `A puffer jacket for the cold, number ${week} ${n}`
            : `A silk skirt, number ${week} ${n}`;
        winters.push({ id: `${week}-${n}`, date: addDays('2022-01-03', week * 7), text, language: 'en' });
      }
    }
    const bursts = run(winters).filter((period) =>
      period.terms.some((term) => term.concept === 'garment:puffer-jacket'),
    );
    const third = bursts.filter((period) => period.from >= addDays('2022-01-03', 96 * 7));
    expect(bursts.length).toBeGreaterThan(0);
    expect(third).toEqual([]);
  });

  it('counts a text that is repeated word for word once', () => {
    const copies = story(20);
    for (let n = 0; n < 30; n++) {
      copies.push({
        id: `copy${n}`,
        date: addDays('2023-01-02', 20 * 7),
        text: '新款雾凇褶半身裙上新',
        language: 'zh',
      });
    }
    const last = run(copies).at(-1);
    expect(last?.documents).toBe(30);
    expect(last?.terms.filter((term) => term.term.includes('雾凇'))).toEqual([]);
  });

  it('refuses dates that go backwards, dates that are none, and a senseless top', () => {
    const discoverer = createDiscoverer({ taxonomy, segmenter, grain: 'day', top: 5 });
    discoverer.add({ id: 'a', date: '2024-05-02T10:00:00Z', text: 'A linen suit' });
    expect(() => discoverer.add({ id: 'b', date: '2024-05-01', text: 'x' })).toThrow(/date order/);
    expect(() => discoverer.add({ id: 'c', date: 'yesterday', text: 'x' })).toThrow(/no date/);
    expect(() => discoverer.add({ id: 'd', date: '2025-02-30', text: 'x' })).toThrow(/no date/);
    expect(() => createDiscoverer({ taxonomy, segmenter, grain: 'day', top: 0 })).toThrow(/--top/);
  });

  it('prints only periods that end on or after `from`', () => {
    const from = addDays('2023-01-02', 95 * 7);
    const late = run(documents, 20, from);
    expect(late.length).toBe(5);
    expect(late).toEqual(periods.slice(-5));
  });

  it('takes hostile texts in linear time', () => {
    const texts = [
      '裙'.repeat(100_000),
      'a'.repeat(100_000),
      '👗'.repeat(20_000),
      '\ud83d'.repeat(1_000),
      'ab '.repeat(50_000),
      '妆造'.repeat(30_000),
    ];
    const hostile = texts.map((text, index) => ({ id: `${index}`, date: '2024-01-01', text }));
    const began = performance.now();
    expect(run(hostile)).toHaveLength(1);
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});

/** 288 texts of plain talk and twelve that name one new thing, the twelve within two weeks. */
function smallCorpus(language: 'en' | 'zh', term: string, days: number): DiscoverDocument[] {
  const plain = language === 'en' ? EN_PLAIN : ZH_PLAIN;
  const news = language === 'en' ? EN_NEWS : ZH_NEWS;
  const random = seededRandom(days);
  const pick = (list: string[]): string => list[Math.floor(random() * list.length)] ?? '';
  const number = (n: number): string => (language === 'en' ? `, part ${n}` : `，第${n}篇`);
  const documents = Array.from({ length: 288 }, (_, n) => ({
    id: `${n}`,
    date: addDays('2025-01-06', Math.floor((n * days) / 288)),
    text: `${pick(plain)}${number(n)}`,
    language,
  }));
  for (let n = 0; n < 12; n++) {
    const date = addDays('2025-01-06', days - 17 + Math.floor((n * 14) / 12));
    const text = (news[n % news.length] ?? '').replace('…', term) + number(900 + n);
    documents.push({ id: `new${n}`, date, text, language });
  }
  return documents.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}

const EN_PLAIN = [
  'A linen shirt dress for the office',
  'Suede boots and a wool coat in the rain',
  'She wore wide-leg jeans to the show',
  'Editors like a silk skirt this week',
  'A striped jumper seen at the market',
  'How to wash a cashmere cardigan',
];
const EN_NEWS = [
  'The … look is everywhere on the runway',
  'Why … dressing works for summer',
  'She shows us her … outfit',
  'I am tired of … and its ruffles',
  '… makes coats soft again',
  'How to wear … to work',
];
const ZH_PLAIN = [
  '今天穿了亚麻衬衫裙上班',
  '麂皮靴配羊毛大衣很暖',
  '阔腿裤怎么搭才显高',
  '真丝半身裙的洗护办法',
  '条纹毛衣在市集上很多',
  '这件开衫质量不错',
];
const ZH_NEWS = [
  '…穿搭最近到处都是',
  '为什么…裙子适合夏天',
  '她晒出…造型',
  '我看腻了…和荷叶边的衣服',
  '…让大衣变软了',
  '上班怎么穿…',
];

describe('small corpora', () => {
  const terms = {
    en: ['mosscore', 'paper lantern', 'Mist-Collar'],
    zh: ['苔原系', '雾岛', '晨露褶', '月光感'],
  };
  for (const language of ['en', 'zh'] as const) {
    for (const term of terms[language]) {
      it(`finds ${term}: twelve of three hundred texts, in two weeks`, () => {
        for (const [grain, days] of [
          ['week', 45],
          ['day', 60],
          ['week', 140],
        ] as const) {
          const discoverer = createDiscoverer({ taxonomy, segmenter, grain, top: 20 });
          const texts = smallCorpus(language, term, days);
          const printed = [...texts.flatMap((text) => discoverer.add(text)), ...discoverer.finish()];
          const found = printed.flatMap((period) => period.terms.map((one) => one.term.toLowerCase()));
          expect(found, `${days} days by ${grain}`).toContain(term.toLowerCase());
        }
      });
    }
  }
});
