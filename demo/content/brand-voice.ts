import type { Random } from '../../core/random.ts';
import type { Aspect } from '../../core/words.ts';
import type { PlannedDocument } from '../story/plan.ts';
import { BRAND_TURN_WEEK } from '../story/stories.ts';
import { opinionSentence } from './opinions.ts';
import { pick } from './pools.ts';

export type Tone = 'positive' | 'mixed' | 'negative';

/** What a text complains of or praises. */
export interface Verdict {
  tone: Tone;
  praised: Aspect[];
  blamed: Aspect[];
}

const PRODUCT_ASPECTS: Aspect[] = [
  'quality',
  'size_fit',
  'fabric_feel',
  'color_match',
  'style_look',
  'price',
  'overall',
];
/** The turning brand fails in how its cloth wears. */
const TURN_BLAME: Aspect[] = ['quality', 'quality', 'quality', 'color_match', 'fabric_feel'];
const SERVICE_BLAME: Aspect[] = ['logistics', 'logistics', 'service', 'packaging'];
/** Weeks over which the turning brand's share of complaints climbs. */
const TURN_RAMP_WEEKS = 3;

function two(aspects: Aspect[], random: Random): Aspect[] {
  const first = pick(aspects, random);
  const others = aspects.filter((aspect) => aspect !== first);
  return others.length === 0 ? [first] : [first, pick(others, random)];
}

function toneOf(negative: number, mixed: number, random: Random): Tone {
  const at = random();
  return at < negative ? 'negative' : at < negative + mixed ? 'mixed' : 'positive';
}

function byTone(tone: Tone, blame: Aspect[], random: Random): Verdict {
  if (tone === 'positive') return { tone, praised: two(PRODUCT_ASPECTS, random), blamed: [] };
  if (tone === 'negative') return { tone, praised: [], blamed: two(blame, random) };
  const blamed = [pick(blame, random)];
  return {
    tone,
    praised: [
      pick(
        PRODUCT_ASPECTS.filter((aspect) => !blamed.includes(aspect)),
        random,
      ),
    ],
    blamed,
  };
}

/** Share of negative reviews of the turning brand in a week. */
export function turnedNegativeShare(week: number): number {
  const reached = Math.min(1, Math.max(0, (week - BRAND_TURN_WEEK + 1) / TURN_RAMP_WEEKS));
  return 0.08 + (0.72 - 0.08) * reached;
}

/** The verdict of one text: the brand's story where it names one, an ordinary mix elsewhere. */
export function verdictOf(plan: PlannedDocument, random: Random): Verdict {
  if (plan.concepts.includes('brand:lumenfold')) {
    const tone = toneOf(turnedNegativeShare(plan.week), 0.1, random);
    return byTone(tone, plan.week >= BRAND_TURN_WEEK ? TURN_BLAME : PRODUCT_ASPECTS, random);
  }
  if (plan.concepts.includes('brand:mossandtide'))
    return byTone(toneOf(0.04, 0.06, random), PRODUCT_ASPECTS, random);
  if (plan.concepts.includes('brand:kiteworks')) {
    if (random() < 0.3) return byTone('positive', SERVICE_BLAME, random);
    return { tone: 'mixed', praised: [pick(PRODUCT_ASPECTS, random)], blamed: two(SERVICE_BLAME, random) };
  }
  return byTone(toneOf(0.14, 0.14, random), [...PRODUCT_ASPECTS, 'logistics', 'smell', 'packaging'], random);
}

const POST_ASPECTS: Aspect[] = ['style_look', 'overall', 'color_match', 'fabric_feel', 'size_fit', 'price'];
/** Share of posts without a brand that say how they like it, and of those how many do not. */
const REMARK_SHARE = 0.3;
const REMARK_NEGATIVE_SHARE = 0.2;

/** One sentence of opinion: in every post that names a made-up brand, in some of the others. */
export function postRemark(plan: PlannedDocument, random: Random): string | null {
  const { language } = plan.channel;
  if (!plan.concepts.some((concept) => concept.startsWith('brand:'))) {
    if (plan.concepts.length === 0 || random() > REMARK_SHARE) return null;
    const polarity = random() < REMARK_NEGATIVE_SHARE ? 'negative' : 'positive';
    return opinionSentence(language, pick(POST_ASPECTS, random), polarity, random);
  }
  const verdict = verdictOf(plan, random);
  const blamed = verdict.blamed[0];
  if (blamed !== undefined) return opinionSentence(language, blamed, 'negative', random);
  return opinionSentence(language, verdict.praised[0] ?? 'overall', 'positive', random);
}
