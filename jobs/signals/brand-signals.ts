import { nameOf } from '../../core/names.ts';
import type { Reason } from '../../core/reason.ts';
import { SERVICE_ASPECTS, type Aspect, type Language } from '../../core/words.ts';
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
      {
        en: `${percent(crisis.negativeShare)} of ${crisis.documents} documents are negative, ${percent(crisis.baselineShare)} in the year before`,
        zh: `${crisis.documents} 篇文档中 ${percent(crisis.negativeShare)} 为负面，此前一年为 ${percent(crisis.baselineShare)}`,
      },
      ...(blame.length > 0 ? [blameReason(voice, blame)] : []),
      ...marketReasons(crisis),
      {
        en: `crisis score ${crisis.score.toFixed(1)}: z ${crisis.zNegative.toFixed(1)} of the negative share, ${crisis.zVolume.toFixed(1)} of the volume`,
        zh: `危机分 ${crisis.score.toFixed(1)}：负面占比 z 值 ${crisis.zNegative.toFixed(1)}，声量 z 值 ${crisis.zVolume.toFixed(1)}`,
      },
    ],
  };
}

/** What most is said against, at most this many aspects. */
const MOST_BLAMED = 3;

function blameReason(voice: 'product' | 'service', blame: readonly Blame[]): Reason {
  const worst = [...blame].sort((a, b) => b.negative - a.negative).slice(0, MOST_BLAMED);
  const told = (language: Language) =>
    worst.map(({ aspect, positive, negative }) =>
      language === 'zh'
        ? `${nameOf(aspect, 'zh')} 负 ${negative} 正 ${positive}`
        : `${nameOf(aspect, 'en').toLowerCase()} ${negative} negative, ${positive} positive`,
    );
  return {
    en: `${voice} voice: ${told('en').join('; ')}`,
    zh: `${voice === 'service' ? '服务' : '商品'}之声：${told('zh').join('；')}`,
  };
}

function marketReasons({ market, markets }: BrandCrisis): Reason[] {
  if (market !== 'all' || markets.length === 0) return [];
  const names = (language: Language) => markets.map((one) => nameOf(one, language));
  return [{ en: `also alone in ${names('en').join(', ')}`, zh: `单看亦成立：${names('zh').join('、')}` }];
}
