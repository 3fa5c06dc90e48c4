import type { Random } from '../../core/random.ts';
import type { Aspect, Language } from '../../core/words.ts';
import { EN_OPINIONS } from './en-opinions.ts';
import { capital, fill, pick } from './pools.ts';
import { VOICES } from './voices.ts';
import { ZH_OPINIONS } from './zh-opinions.ts';

export type OpinionPool = Record<Aspect, { positive: string[]; negative: string[] }>;

const POOLS: Record<Language, OpinionPool> = { en: EN_OPINIONS, zh: ZH_OPINIONS };

export function opinionSentence(
  language: Language,
  aspect: Aspect,
  polarity: 'positive' | 'negative',
  random: Random,
): string {
  const voice = VOICES[language];
  return capital(fill(pick(POOLS[language][aspect][polarity], random), voice.slots, random)) + voice.stop;
}
