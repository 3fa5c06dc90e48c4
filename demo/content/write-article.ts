import type { Random } from '../../core/random.ts';
import type { PlannedDocument } from '../story/plan.ts';
import { newTermSentence } from './new-term.ts';
import { noiseSentences } from './noise.ts';
import { phrasesOf } from './phrases.ts';
import { capital, fill, pick, pickSome } from './pools.ts';
import { VOICES, type Voice } from './voices.ts';

export interface WrittenText {
  title: string | null;
  text: string;
}

function coreSentence(
  voice: Voice,
  phrase: { facet: keyof Voice['article']['cores']; text: string },
  random: Random,
) {
  const lead = fill(pick(voice.article.leads, random), voice.slots, random);
  const core = fill(pick(voice.article.cores[phrase.facet], random), voice.slots, random, phrase.text);
  const tail = fill(pick(voice.article.tails, random), voice.slots, random);
  return capital(`${lead}${lead === '' ? '' : voice.gap}${core}${tail}${voice.stop}`);
}

/** An article of five to nine sentences in two paragraphs; each concept is named at least once. */
export function writeArticle(plan: PlannedDocument, random: Random): WrittenText {
  const { language } = plan.channel;
  const voice = VOICES[language];
  const phrases = phrasesOf(plan.concepts, language, 'many', random);
  const sentences = phrases.map((phrase) => coreSentence(voice, phrase, random));
  if (plan.newTerm) sentences.splice(1, 0, newTermSentence(language, random));
  if (plan.concepts.length === 0 && !plan.newTerm) sentences.push(...noiseSentences(language, random));
  const fillers = pickSome(voice.article.fillers, Math.max(1, 5 - sentences.length), random);
  const body = [...sentences, ...fillers.map((filler) => capital(fill(filler, voice.slots, random)))];
  const opening = capital(fill(pick(voice.article.openings, random), voice.slots, random));
  const closing = capital(fill(pick(voice.article.closings, random), voice.slots, random));
  const half = Math.ceil(body.length / 2);
  const paragraphs = [
    [opening, ...body.slice(0, half)].join(voice.gap),
    [...body.slice(half), closing].join(voice.gap),
  ];
  const subject = phrases[0]?.text ?? (language === 'zh' ? '一些小事' : 'small things');
  const title = capital(fill(pick(voice.article.titles, random), voice.slots, random, subject));
  return { title, text: paragraphs.join('\n') };
}
