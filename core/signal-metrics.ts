/** What a rule may watch: figures of a week, under the names of docs/metrics.md. */
export interface SignalMetric {
  /** How its values are written: a share as a percentage, a score as a number, a count as a whole number. */
  unit: 'percent' | 'number' | 'count';
  /** Weeks up to the one judged whose documents (products on the shelf) the figure rests on. */
  restsOnWeeks: number;
  /** Whose figure it is: a concept's, a brand's, or a concept's on the shelf. Only the first is told apart by sector. */
  of: 'concept' | 'brand' | 'shelf';
  en: string;
  zh: string;
}

const metric = (
  of: SignalMetric['of'],
  unit: SignalMetric['unit'],
  restsOnWeeks: number,
  en: string,
  zh: string,
): SignalMetric => ({ of, unit, restsOnWeeks, en, zh });

export const SIGNAL_METRICS = {
  share: metric('concept', 'percent', 1, 'share', '份额'),
  growth: metric('concept', 'percent', 13, 'growth on the year', '同比增长'),
  momentum: metric('concept', 'number', 8, 'momentum', '动量'),
  confidence: metric('concept', 'number', 13, 'confidence', '可信度'),
  documents: metric('concept', 'count', 1, 'documents of the week', '当周文档数'),
  engagement: metric('concept', 'count', 1, 'engagement', '互动量'),
  stage: metric('concept', 'number', 13, 'probability of the stage', '阶段概率'),
  outlook: metric('concept', 'percent', 13, 'forecast change', '预测变化'),
  shareOfVoice: metric('brand', 'percent', 1, 'share of voice', '声量占比'),
  negativeShare: metric('brand', 'percent', 1, 'negative share', '负面占比'),
  netSentiment: metric('brand', 'number', 1, 'net sentiment', '净情感'),
  crisisScore: metric('brand', 'number', 8, 'crisis score', '危机分'),
  markdownDepth: metric('shelf', 'percent', 1, 'markdown depth', '折扣深度'),
  outOfStockShare: metric('shelf', 'percent', 1, 'out of stock share', '缺货占比'),
  bestsellerScore: metric('shelf', 'number', 1, 'bestseller score', '畅销分'),
  newInShare: metric('shelf', 'percent', 1, 'new-in share', '上新占比'),
} as const satisfies Record<string, SignalMetric>;

export type SignalMetricName = keyof typeof SIGNAL_METRICS;
export const SIGNAL_METRIC_NAMES = Object.keys(SIGNAL_METRICS) as SignalMetricName[];

/** A value of the metric as people read it. */
export function writtenValue(name: SignalMetricName, value: number): string {
  const { unit } = SIGNAL_METRICS[name];
  if (unit === 'percent') return `${trimmed(value * 100, 1)} %`;
  return trimmed(value, unit === 'count' ? 0 : 2);
}

const trimmed = (value: number, digits: number): string => {
  const rounded = Number(value.toFixed(digits));
  return String(rounded === 0 ? 0 : rounded);
};
