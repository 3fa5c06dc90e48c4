import type { Random } from '../../core/random.ts';
import type { PlannedDocument } from '../story/plan.ts';
import { verdictOf, type Verdict } from './brand-voice.ts';
import { newTermSentence } from './new-term.ts';
import { opinionSentence } from './opinions.ts';
import { phrasesOf, type Phrase } from './phrases.ts';
import { capital, fill, pick } from './pools.ts';
import { REVIEW_LINES } from './review-lines.ts';
import { VOICES } from './voices.ts';
import type { WrittenText } from './write-article.ts';

export interface WrittenReview extends WrittenText {
  /** 1 to 5, in keeping with the text. */
  stars: number;
  verdict: Verdict;
}

function starsOf(verdict: Verdict, random: Random): number {
  if (verdict.tone === 'mixed') return 3;
  const extreme = random() < 0.6;
  return verdict.tone === 'positive' ? (extreme ? 5 : 4) : extreme ? 1 : 2;
}

/** What was bought: the garments first, then brand, look and occasion told around them. */
function bought(phrases: Phrase[], plan: PlannedDocument): { x: string; rest: Phrase[] } {
  const zh = plan.channel.language === 'zh';
  const garment = phrases.find((phrase) => phrase.facet === 'garment');
  const brand = phrases.find((phrase) => phrase.facet === 'brand');
  const rest = phrases.filter((phrase) => phrase !== garment && phrase !== brand);
  const thing = garment?.text ?? (zh ? '这一件' : 'this one');
  if (brand === undefined) return { x: thing, rest };
  return { x: zh ? `${brand.text}的${thing}` : `${thing} from ${brand.text}`, rest };
}

/** A review of 15 to 60 words: what was bought, how it was used, two or three opinions. */
export function writeReview(plan: PlannedDocument, random: Random): WrittenReview {
  const { language } = plan.channel;
  const voice = VOICES[language];
  const lines = REVIEW_LINES[language];
  const verdict = verdictOf(plan, random);
  const { x, rest } = bought(phrasesOf(plan.concepts, language, 'one', random), plan);
  const parts = [capital(fill(pick(lines.openings, random), voice.slots, random, x))];
  for (const phrase of rest) {
    const core = fill(pick(voice.post.cores[phrase.facet], random), voice.slots, random, phrase.text);
    parts.push(capital(`${core}${voice.stop}`));
  }
  if (plan.newTerm) parts.push(newTermSentence(language, random));
  for (const aspect of verdict.praised) parts.push(opinionSentence(language, aspect, 'positive', random));
  parts.push(capital(fill(pick(lines.extras, random), voice.slots, random)));
  for (const aspect of verdict.blamed) parts.push(opinionSentence(language, aspect, 'negative', random));
  return {
    title: pick(lines.titles[verdict.tone], random),
    text: parts.filter((part) => part !== '').join(voice.gap),
    stars: starsOf(verdict, random),
    verdict,
  };
}
