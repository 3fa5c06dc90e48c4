import type { Random } from '../../core/random.ts';
import { WORDINGS } from '../story/concepts.ts';
import type { PlannedDocument } from '../story/plan.ts';
import { newTermSentence } from './new-term.ts';
import { productPhrase } from './phrases.ts';
import { capital, fill, pick, pickSome } from './pools.ts';
import { VOICES } from './voices.ts';

export interface WrittenProduct {
  name: string;
  text: string;
  brand: string | null;
  color: string | null;
  category: string | null;
}

function wordsFor(plan: PlannedDocument, facet: string): string | null {
  const concept = plan.concepts.find((id) => id.startsWith(`${facet}:`));
  const wording = concept === undefined ? undefined : WORDINGS.get(concept);
  const words = plan.channel.language === 'zh' ? wording?.zh[0] : wording?.en[0];
  return words ?? null;
}

/** A product's name and description, as a shop writes them. */
export function writeProduct(plan: PlannedDocument, random: Random): WrittenProduct {
  const { language } = plan.channel;
  const voice = VOICES[language];
  const { name, rest } = productPhrase(
    plan.concepts,
    language,
    pick(voice.product.plainGarments, random),
    random,
  );
  const line = pick(voice.product.lineNames, random);
  const parts = [capital(fill(pick(voice.product.lines, random), voice.slots, random, name))];
  for (const phrase of rest.filter((phrase) => phrase.facet !== 'brand')) {
    const core = fill(pick(voice.article.cores[phrase.facet], random), voice.slots, random, phrase.text);
    parts.push(capital(`${core}${voice.stop}`));
  }
  if (plan.newTerm) parts.push(newTermSentence(language, random));
  const brand = wordsFor(plan, 'brand');
  if (brand !== null) parts.push(language === 'zh' ? `由${brand}出品。` : `Made for ${brand}.`);
  for (const detail of pickSome(voice.product.details, 3, random)) {
    parts.push(capital(fill(detail, voice.slots, random)));
  }
  return {
    name: language === 'zh' ? `${line}${name}` : `${line} ${capital(name)}`,
    text: parts.join(voice.gap),
    brand,
    color: wordsFor(plan, 'color'),
    category: wordsFor(plan, 'garment'),
  };
}
