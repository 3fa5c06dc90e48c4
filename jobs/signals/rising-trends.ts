import { nameOf } from '../../core/names.ts';
import { asReasons } from '../../core/reason.ts';
import type { RisingState, SignalToRaise } from '../../storage/signals.ts';

/** States below this are not worth anybody's attention. */
export const CONFIDENCE_TO_SIGNAL = 0.45;

export function risingTrendSignals(states: readonly RisingState[]): SignalToRaise[] {
  return states.filter(grows).map((state) => ({
    rule: 'trend-rising',
    subject: state.concept,
    market: state.market,
    week: state.week,
    severity: state.confidence >= 0.7 ? ('notice' as const) : ('info' as const),
    titleZh: `${state.labelZh}${state.stage === 'emerging' ? '正在萌芽' : '正在上升'}${marketZh(state.market)}`,
    titleEn: `${state.labelEn} is ${state.stage}${marketEn(state.market)}`,
    reasons: [
      ...asReasons(state.reasons),
      {
        en: `stage ${state.stage} with probability ${state.probability.toFixed(2)}`,
        zh: `阶段“${nameOf(state.stage, 'zh')}”，概率 ${state.probability.toFixed(2)}`,
      },
      {
        en: `${state.documents} documents in 13 weeks, confidence ${state.confidence.toFixed(2)}`,
        zh: `13 周内 ${state.documents} 篇文档，可信度 ${state.confidence.toFixed(2)}`,
      },
    ],
  }));
}

/** A stage may call a rise within a fall on the year: that is nothing to tell anybody. */
const grows = ({ growth }: RisingState): boolean => growth === null || growth > 0;

export const marketZh = (market: string): string => (market === 'all' ? '' : `（${nameOf(market, 'zh')}）`);
export const marketEn = (market: string): string => (market === 'all' ? '' : ` in ${nameOf(market, 'en')}`);
