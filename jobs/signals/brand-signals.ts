import { SERVICE_ASPECTS, type Aspect } from '../../core/words.ts';
import type { SignalToRaise } from '../../storage/signals.ts';
import type { BrandCrisis } from './brand-crises.ts';
import { marketEn, marketZh } from './rising-trends.ts';

export interface Blame {
  aspect: string;
  positive: number;
  negative: number;
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** A brand whose sentiment fell, with what it is blamed for; product and service are told apart. */
export function brandSignal(crisis: BrandCrisis, blame: readonly Blame[], week: string): SignalToRaise {
  const of = (service: boolean): number =>
    blame
      .filter(({ aspect }) => SERVICE_ASPECTS.includes(aspect as Aspect) === service)
      .reduce((sum, { negative }) => sum + negative, 0);
  const voice = of(true) > of(false) ? 'service' : 'product';
  return {
    rule: 'brand-sentiment-falling',
    subject: crisis.brand,
    market: crisis.market,
    week,
    severity: 'warning',
    titleZh: `${crisis.labelZh}口碑下滑${marketZh(crisis.market)}`,
    titleEn: `Sentiment about ${crisis.labelEn} is falling${marketEn(crisis.market)}`,
    reasons: [
      `${percent(crisis.negativeShare)} of ${crisis.documents} documents are negative, ${percent(crisis.baselineShare)} in the year before`,
      `crisis score ${crisis.score.toFixed(1)}: z ${crisis.zNegative.toFixed(1)} of the negative share, ${crisis.zVolume.toFixed(1)} of the volume`,
      ...(blame.length > 0 ? [`${voice} voice: ${blame.map(told).join(', ')}`] : []),
    ],
  };
}

const told = ({ aspect, positive, negative }: Blame): string =>
  `${aspect} ${negative} negative, ${positive} positive`;
