import { seededRandom } from '../../../core/random.ts';

/** A made-up world for the API's tests: planted shapes, dated from 2023-11-13 to the week of 2026-11-09. */
export const LAST_WEEK = '2026-11-09';
export const WEEKS = 157;
export const MARKETS = ['cn', 'us', 'gb', 'fr'] as const;

export interface PlantedConcept {
  id: string;
  zh: string;
  en: string;
  hex?: string;
  stage: string;
  flags?: string[];
  /** Level of the share at a week (0 to 156), before noise. */
  level(week: number): number;
}

const logistic = (week: number, middle: number, width: number) =>
  1 / (1 + Math.exp(-(week - middle) / width));
const yearly = (week: number, peak: number) => (1 + Math.cos(((week - peak) / 52.18) * 2 * Math.PI)) / 2;
const bump = (week: number, middle: number, width: number) => Math.exp(-(((week - middle) / width) ** 2));

export const CONCEPTS: readonly PlantedConcept[] = [
  {
    id: 'color:butter-yellow',
    zh: '黄油黄',
    en: 'butter yellow',
    hex: '#f6e7a1',
    stage: 'rising',
    level: (w) => 0.008 + 0.07 * logistic(w, 135, 10),
  },
  {
    id: 'color:cherry-red',
    zh: '樱桃红',
    en: 'cherry red',
    hex: '#8e1b2c',
    stage: 'peak',
    level: (w) => 0.02 + 0.05 * bump(w, 148, 22),
  },
  {
    id: 'color:mocha',
    zh: '摩卡棕',
    en: 'mocha',
    hex: '#7b5b4c',
    stage: 'rising',
    level: (w) => 0.012 + 0.03 * logistic(w, 120, 16),
  },
  {
    id: 'color:sage-green',
    zh: '鼠尾草绿',
    en: 'sage green',
    hex: '#9caf88',
    stage: 'declining',
    level: (w) => 0.06 - 0.04 * logistic(w, 90, 20),
  },
  {
    id: 'garment:barrel-leg-jeans',
    zh: '弯刀裤',
    en: 'barrel-leg jeans',
    stage: 'emerging',
    level: (w) => 0.001 + 0.05 * logistic(w, 150, 7),
  },
  {
    id: 'garment:ballet-flats',
    zh: '芭蕾鞋',
    en: 'ballet flats',
    stage: 'rising',
    level: (w) => 0.015 + 0.03 * logistic(w, 125, 14),
  },
  {
    id: 'garment:puffer-jacket',
    zh: '羽绒服',
    en: 'puffer jacket',
    stage: 'plateau',
    flags: ['seasonal'],
    level: (w) => 0.01 + 0.08 * yearly(w, 9),
  },
  {
    id: 'garment:skinny-jeans',
    zh: '紧身牛仔裤',
    en: 'skinny jeans',
    stage: 'declining',
    level: (w) => 0.06 * (1 - 0.8 * logistic(w, 90, 22)),
  },
  {
    id: 'garment:wide-leg-trousers',
    zh: '阔腿裤',
    en: 'wide-leg trousers',
    stage: 'plateau',
    level: () => 0.06,
  },
  {
    id: 'style:new-chinese',
    zh: '新中式',
    en: 'new Chinese style',
    stage: 'rising',
    level: (w) => 0.01 + 0.05 * logistic(w, 115, 12),
  },
  {
    id: 'style:mob-wife',
    zh: '黑帮太太风',
    en: 'mob wife',
    stage: 'collapsed',
    flags: ['flash'],
    level: (w) => 0.001 + 0.06 * bump(w, 62, 5),
  },
  {
    id: 'fabric:suede',
    zh: '麂皮',
    en: 'suede',
    stage: 'rising',
    level: (w) => 0.012 + 0.04 * logistic(w, 128, 12),
  },
  {
    id: 'fabric:linen',
    zh: '亚麻',
    en: 'linen',
    stage: 'plateau',
    flags: ['seasonal'],
    level: (w) => 0.008 + 0.06 * yearly(w, 34),
  },
  {
    id: 'pattern:polka-dot',
    zh: '波点',
    en: 'polka dot',
    stage: 'rising',
    flags: ['revival'],
    level: (w) => 0.01 + 0.03 * bump(w, 15, 22) + 0.035 * logistic(w, 138, 8),
  },
  { id: 'pattern:stripe', zh: '条纹', en: 'stripes', stage: 'plateau', level: () => 0.045 },
  {
    id: 'detail:bow',
    zh: '蝴蝶结',
    en: 'bow',
    stage: 'peak',
    level: (w) => 0.01 + 0.045 * logistic(w, 110, 12),
  },
  {
    id: 'silhouette:hourglass',
    zh: '沙漏廓形',
    en: 'hourglass',
    stage: 'edge',
    level: (w) => 0.0004 + 0.0016 * logistic(w, 152, 5),
  },
  { id: 'brand:lumenfold', zh: '折光', en: 'Lumenfold', stage: 'plateau', level: () => 0.03 },
  { id: 'brand:mossandtide', zh: '苔汐', en: 'Moss & Tide', stage: 'plateau', level: () => 0.025 },
  { id: 'brand:kiteworks', zh: '鸢坊', en: 'Kitewright', stage: 'plateau', level: () => 0.02 },
];

export const SOURCES = [
  { id: 'runway-notes', name: 'Runway Notes', sector: 'runway', market: 'fr', language: 'en', health: 'ok' },
  { id: 'loom-daily', name: 'Loom Daily', sector: 'editorial', market: 'us', language: 'en', health: 'ok' },
  {
    id: 'shishang-portal',
    name: '时裳门户',
    sector: 'editorial',
    market: 'cn',
    language: 'zh',
    health: 'ok',
  },
  {
    id: 'threadbare',
    name: 'Threadbare Forum',
    sector: 'social',
    market: 'gb',
    language: 'en',
    health: 'degraded',
  },
  { id: 'chuanda-circle', name: '穿搭圈', sector: 'social', market: 'cn', language: 'zh', health: 'ok' },
  { id: 'corner-shop', name: 'Corner Shop', sector: 'commerce', market: 'us', language: 'en', health: 'ok' },
  { id: 'lane-shop', name: 'Lane Shop', sector: 'commerce', market: 'gb', language: 'en', health: 'paused' },
  {
    id: 'fitting-room',
    name: 'Fitting Room',
    sector: 'review',
    market: 'us',
    language: 'en',
    health: 'silent',
  },
] as const;

const SECTOR_SHIFT: Record<string, number> = {
  all: 0,
  runway: -8,
  editorial: -4,
  social: 0,
  review: 4,
  commerce: 8,
};

/** The share of a concept in a cell, with seeded noise; week 80 has no active source in review. */
export function shareAt(
  concept: PlantedConcept,
  sector: string,
  market: string,
  week: number,
): number | null {
  if (sector === 'review' && week === 80) return null;
  const seed = Array.from(`${concept.id}${sector}${market}${week}`).reduce(
    (sum, c) => (sum * 31 + c.charCodeAt(0)) >>> 0,
    7,
  );
  const noise = 1 + (seededRandom(seed)() - 0.5) * (sector === 'all' ? 0.14 : 0.3);
  const scale = concept.id === 'garment:ballet-flats' && sector === 'commerce' ? 0.4 : 1;
  return concept.level(week - (SECTOR_SHIFT[sector] ?? 0)) * noise * scale;
}
