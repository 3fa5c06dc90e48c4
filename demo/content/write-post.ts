import type { Random } from '../../core/random.ts';
import type { PlannedDocument } from '../story/plan.ts';
import { postRemark } from './brand-voice.ts';
import { newTermSentence } from './new-term.ts';
import { noiseSentences } from './noise.ts';
import { phrasesOf } from './phrases.ts';
import { capital, fill, pick } from './pools.ts';
import { VOICES } from './voices.ts';
import type { WrittenText } from './write-article.ts';

/** A post of two to four short sentences with one or two hashtags. */
export function writePost(plan: PlannedDocument, random: Random): WrittenText {
  const { language } = plan.channel;
  const voice = VOICES[language];
  const sentences = phrasesOf(plan.concepts, language, 'one', random).map((phrase) =>
    fill(pick(voice.post.cores[phrase.facet], random), voice.slots, random, phrase.text),
  );
  const remark = postRemark(plan, random);
  const opening = fill(pick(voice.post.openings, random), voice.slots, random);
  const first =
    sentences.shift() ?? fill(pick(noiseSentences(language, random), random), voice.slots, random);
  const stop = voice.stop;
  const parts = [
    capital(`${opening}${voice.gap}${first.replace(/[.。]$/, '')}${stop}`),
    ...sentences.map((sentence) => capital(`${sentence}${stop}`)),
  ];
  if (plan.newTerm) parts.push(newTermSentence(language, random));
  if (remark !== null) parts.push(remark);
  parts.push(capital(fill(pick(voice.post.closings, random), voice.slots, random)));
  parts.push(pick(voice.post.tags, random));
  return { title: null, text: parts.filter((part) => part !== '').join(voice.gap) };
}
