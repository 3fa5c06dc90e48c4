import type { RisingState, SignalToRaise } from '../../storage/signals.ts';

/** States below this are not worth anybody's attention. */
export const CONFIDENCE_TO_SIGNAL = 0.45;

export function risingTrendSignals(states: readonly RisingState[]): SignalToRaise[] {
  return states.map((state) => ({
    rule: 'trend-rising',
    subject: state.concept,
    market: state.market,
    week: state.week,
    severity: state.confidence >= 0.7 ? ('notice' as const) : ('info' as const),
    titleZh: `${state.labelZh}${state.stage === 'emerging' ? '正在萌芽' : '正在上升'}${marketZh(state.market)}`,
    titleEn: `${state.labelEn} is ${state.stage}${marketEn(state.market)}`,
    reasons: [
      ...state.reasons,
      `stage ${state.stage} with probability ${state.probability.toFixed(2)}`,
      `${state.documents} documents in 13 weeks, confidence ${state.confidence.toFixed(2)}`,
    ],
  }));
}

export const marketZh = (market: string): string =>
  market === 'all' ? '' : `（${market.toUpperCase()} 市场）`;
export const marketEn = (market: string): string => (market === 'all' ? '' : ` in ${market.toUpperCase()}`);
