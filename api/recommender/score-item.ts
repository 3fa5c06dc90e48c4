import type { Reason } from '../../core/reason.ts';
import type { Facet } from '../../core/words.ts';
import type { ScoredConcept } from '../../storage/trend-scores.ts';
import type { TrendTable } from './trend-table.ts';

/** How much a facet says about whether an item is in fashion; the garment itself moves slowest. */
export const FACET_WEIGHTS: Record<Facet, number> = {
  style: 1.2,
  silhouette: 1.1,
  color: 1,
  pattern: 0.9,
  detail: 0.8,
  fabric: 0.8,
  garment: 0.7,
  occasion: 0.4,
  brand: 0.4,
};
/** A concept without a score speaks through its parent, by so much a level. */
const THROUGH_PARENT = 0.6;
const MOST_LEVELS = 3;
const MOST_REASONS = 3;
/** Stages of what is on its way up. */
const NEW_STAGES = new Set(['edge', 'emerging', 'rising']);
const NEUTRAL = 50;

export interface ElementScore {
  concept: string;
  labelEn: string;
  labelZh: string;
  facet: string;
  score: number;
  /** The concept's own, less where a parent speaks for it. */
  confidence: number;
  stage: string;
  /** The parent whose figures these are; null where they are its own. */
  through: string | null;
}

export interface ItemScore {
  /** 0 to 100, 50 where nothing is known to move; null where none of its elements has a score. */
  score: number | null;
  confidence: number;
  facets: Record<string, { score: number; confidence: number }>;
  /** Share of its weight in elements that are edge, emerging or rising. */
  newness: number | null;
  elements: ElementScore[];
  /** Named elements about which too little is known. */
  unscored: string[];
  reasons: Reason[];
  insufficient: string | null;
}

/** The trend score of an item from the concepts it names: within a facet and over facets the mean by confidence. */
export function scoreItem(concepts: readonly string[], table: TrendTable): ItemScore {
  const elements: ElementScore[] = [];
  const unscored: string[] = [];
  for (const id of new Set(concepts)) {
    const own = table.get(id);
    const scored = own && scoreOf(own, table);
    if (scored) elements.push(scored);
    else unscored.push(id);
  }
  const facets: ItemScore['facets'] = {};
  for (const facet of new Set(elements.map((element) => element.facet))) {
    const parts = elements.filter((element) => element.facet === facet);
    facets[facet] = {
      score: round(meanBy(parts.map(({ score, confidence }) => [score, confidence]))),
      confidence: round(Math.max(...parts.map(({ confidence }) => confidence)), 3),
    };
  }
  const weighed = Object.entries(facets).map(
    ([facet, part]) => [part, FACET_WEIGHTS[facet as Facet] ?? 0] as const,
  );
  const weight = weighed.reduce((sum, [, by]) => sum + by, 0);
  return {
    score:
      weight === 0
        ? null
        : round(meanBy(weighed.map(([part, by]) => [part.score, by * (part.confidence + 0.05)]))),
    confidence:
      weight === 0
        ? 0
        : round(weighed.reduce((sum, [part, by]) => sum + part.confidence * by, 0) / weight, 3),
    facets,
    newness: newnessOf(elements),
    elements,
    unscored,
    reasons: reasonsOf(elements, table),
    insufficient: insufficientOf(elements, concepts),
  };
}

function scoreOf(own: ScoredConcept, table: TrendTable): ElementScore | null {
  let at: ScoredConcept | undefined = own;
  for (let level = 0; at !== undefined && level <= MOST_LEVELS; level++) {
    if (at.score !== null) {
      const { id, labelEn, labelZh, facet } = own;
      const confidence = round((at.confidence ?? 0) * THROUGH_PARENT ** level, 3);
      const through = level === 0 ? null : at.id;
      return {
        concept: id,
        labelEn,
        labelZh,
        facet,
        score: at.score,
        confidence,
        stage: at.stage ?? 'unknown',
        through,
      };
    }
    at = at.parentId === null ? undefined : table.get(at.parentId);
  }
  return null;
}

function newnessOf(elements: readonly ElementScore[]): number | null {
  const judged = elements.filter(({ stage }) => stage !== 'unknown');
  const weight = (list: readonly ElementScore[]): number =>
    list.reduce((sum, { facet }) => sum + (FACET_WEIGHTS[facet as Facet] ?? 0), 0);
  if (judged.length === 0) return null;
  return round(weight(judged.filter(({ stage }) => NEW_STAGES.has(stage))) / weight(judged), 3);
}

/** What moves the score most, in words and numbers. */
function reasonsOf(elements: readonly ElementScore[], table: TrendTable): Reason[] {
  const pull = ({ score, confidence, facet }: ElementScore): number =>
    Math.abs(score - NEUTRAL) * (confidence + 0.05) * (FACET_WEIGHTS[facet as Facet] ?? 0);
  return elements
    .filter(({ score }) => Math.abs(score - NEUTRAL) >= 1)
    .toSorted((a, b) => pull(b) - pull(a) || a.concept.localeCompare(b.concept))
    .slice(0, MOST_REASONS)
    .map((element) => sentence(element, table.get(element.through ?? element.concept)));
}

const STAGE_EN: Record<string, string> = {
  edge: 'is at the edge',
  emerging: 'is emerging',
  rising: 'is rising',
  peak: 'is at its peak',
  plateau: 'is steady',
  declining: 'is declining',
  collapsed: 'has collapsed',
};
const STAGE_ZH: Record<string, string> = {
  edge: '边缘',
  emerging: '萌芽',
  rising: '上升',
  peak: '顶峰',
  plateau: '平稳',
  declining: '下降',
  collapsed: '崩落',
};

function sentence(element: ElementScore, figures: ScoredConcept | undefined): Reason {
  const { labelEn, labelZh, stage, through } = element;
  const change = (value: number | null | undefined): string | null =>
    typeof value === 'number' ? `${value < 0 ? '−' : '+'}${Math.abs(value * 100).toFixed(0)} %` : null;
  const growth = change(figures?.growth);
  const outlook = change(figures?.outlook);
  const en = [
    stage === 'unknown' ? labelEn : `${labelEn} ${STAGE_EN[stage] ?? stage}`,
    through === null ? null : `by its kind (${figures?.labelEn ?? through})`,
    growth && `${growth} on the year before`,
    outlook && `forecast ${outlook}`,
  ];
  const zh = [
    stage === 'unknown' ? labelZh : `${labelZh}：${STAGE_ZH[stage] ?? stage}`,
    through === null ? null : `按上位概念（${figures?.labelZh ?? through}）`,
    growth && `同比 ${growth}`,
    outlook && `预测 ${outlook}`,
  ];
  return { en: en.filter(Boolean).join(', '), zh: zh.filter(Boolean).join('，') };
}

function insufficientOf(elements: readonly ElementScore[], concepts: readonly string[]): string | null {
  if (elements.length > 0) return null;
  return concepts.length === 0
    ? 'no element was recognised'
    : 'too few documents speak of what was recognised';
}

function meanBy(parts: (readonly [value: number, weight: number])[]): number {
  const weight = parts.reduce((sum, [, by]) => sum + by, 0);
  if (weight === 0) return parts.reduce((sum, [value]) => sum + value, 0) / parts.length;
  return parts.reduce((sum, [value, by]) => sum + value * by, 0) / weight;
}

function round(value: number, digits = 1): number {
  return Number(value.toFixed(digits));
}
