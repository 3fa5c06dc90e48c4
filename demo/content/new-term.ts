import type { Random } from '../../core/random.ts';
import type { Language } from '../../core/words.ts';
import { capital, fill, pick } from './pools.ts';
import { VOICES } from './voices.ts';

/** Sentences with the made-up term that no taxonomy has. */
const SENTENCES: Record<Language, string[]> = {
  en: [
    'a cloudpleat skirt floated past {spot} and I am {mood}.',
    'the cloudpleat hem is soft where pleats are usually sharp.',
    'everyone asks where the cloudpleat skirt is from.',
    '{friend} made a cloudpleat top from an old curtain.',
    'cloudpleat volume at the {part}, nothing else needed.',
    'a cloudpleat skirt with a plain shirt just works.',
    'tried the cloudpleat look {day}, it swings when you walk.',
    'is cloudpleat the new way to pleat, {who} wondered.',
    'the cloudpleat skirt needs no ironing at all.',
    '{number} people saved my cloudpleat skirt tutorial {day}.',
    'cloudpleat sleeves next, says {who}.',
    'wearing the cloudpleat skirt to {spot}.',
  ],
  zh: [
    '{spot}飘过一条云朵褶半身裙，我{mood}。',
    '云朵褶的下摆软软的，不像普通褶那么硬。',
    '大家都在问云朵褶裙子哪里买。',
    '{friend}用旧窗帘做了件云朵褶上衣。',
    '{part}一圈云朵褶，别的都不用了。',
    '云朵褶配素色衬衫刚刚好。',
    '{day}试了云朵褶，走起来会晃。',
    '{who}在想，云朵褶是不是褶子的新做法。',
    '云朵褶完全不用熨。',
    '{day}有{number}个人收藏了我的云朵褶教程。',
    '{who}说接下来是云朵褶袖子。',
    '穿着云朵褶去{spot}。',
  ],
};

export function newTermSentence(language: Language, random: Random): string {
  return capital(fill(pick(SENTENCES[language], random), VOICES[language].slots, random));
}
