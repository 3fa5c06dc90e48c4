import type { Reason } from '../../core/reason.ts';

/** What a state's confidence is made from. */
export interface Evidence {
  /** Documents of the last 13 weeks. */
  documents: number;
  /** Independent sources that mentioned it in these weeks, and how many of them are healthy. */
  sources: number;
  healthySources: number;
  /** Growth of the state itself. */
  growth: number | null;
  /** Growth by sector and by language, of those with enough documents to tell. */
  sectorGrowths: number[];
  languageGrowths: number[];
}

export interface Confidence {
  value: number;
  reasons: Reason[];
}

/** A growth within this of zero counts as level. */
const LEVEL_BAND = 0.1;
/** At these counts documents and sources reach 63 % of their part. */
const DOCUMENTS_SCALE = 60;
const SOURCES_SCALE = 3;
/** One sector alone is one kind of voice: never more than this. */
const ONE_SECTOR_CAP = 0.5;
const FEW_DOCUMENTS = 30;
const FEW_DOCUMENTS_CAP = 0.3;

/**
 * 0 to 1: .3 documents, .2 sources, .25 sectors that agree in direction, .1 languages that agree, .15 health of the
 * sources; capped where one sector stands alone or documents are few. Weights are ours, stated in docs/metrics.md.
 */
export function confidenceOf(evidence: Evidence): Confidence {
  const { documents, sources, healthySources, growth, sectorGrowths, languageGrowths } = evidence;
  const sectors = agreement(growth, sectorGrowths);
  const languages = agreement(growth, languageGrowths);
  const health = sources === 0 ? 0 : healthySources / sources;
  const sum =
    0.3 * (1 - Math.exp(-documents / DOCUMENTS_SCALE)) +
    0.2 * (1 - Math.exp(-sources / SOURCES_SCALE)) +
    0.25 * sectors.share +
    0.1 * languages.share +
    0.15 * health;
  const alone = sectors.agree < 2;
  const cap = documents < FEW_DOCUMENTS ? FEW_DOCUMENTS_CAP : alone ? ONE_SECTOR_CAP : 1;
  return {
    value: Math.round(Math.min(sum, cap) * 1e4) / 1e4,
    reasons: [
      documents < FEW_DOCUMENTS
        ? {
            en: `insufficient: ${documents} of ${FEW_DOCUMENTS} documents in 13 weeks`,
            zh: `数据不足：13 周需 ${FEW_DOCUMENTS} 篇文档，现有 ${documents} 篇`,
          }
        : { en: `${documents} documents in 13 weeks`, zh: `13 周内 ${documents} 篇文档` },
      {
        en: `${sources} independent ${sources === 1 ? 'source' : 'sources'}, ${healthySources} healthy`,
        zh: `${sources} 个独立来源，其中 ${healthySources} 个正常`,
      },
      {
        en: `${sectors.agree} of ${sectorGrowths.length} sectors agree${alone ? ': one voice alone is never high' : ''}`,
        zh: `${sectorGrowths.length} 类声音中 ${sectors.agree} 类方向一致${alone ? '：只凭一类声音，可信度不会高' : ''}`,
      },
      {
        en: `${languages.agree} of ${languageGrowths.length} languages agree`,
        zh: `${languageGrowths.length} 种语言中 ${languages.agree} 种方向一致`,
      },
    ],
  };
}

/** How many of the parts move in the whole's direction; their share is 0 where nothing can be compared. */
function agreement(whole: number | null, parts: readonly number[]): { agree: number; share: number } {
  if (whole === null || parts.length === 0) return { agree: 0, share: 0 };
  const agree = parts.filter((part) => direction(part) === direction(whole)).length;
  return { agree, share: agree / parts.length };
}

function direction(growth: number): -1 | 0 | 1 {
  if (Math.abs(growth) <= LEVEL_BAND) return 0;
  return growth > 0 ? 1 : -1;
}
