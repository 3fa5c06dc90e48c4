import { oncePerPage } from './page.ts';
import { hasType, type Thing } from './things.ts';

const ARTICLE_TYPES = [
  'article',
  'newsarticle',
  'blogposting',
  'report',
  'reportagenewsarticle',
  'socialmediaposting',
  'techarticle',
  'liveblogposting',
  'scholarlyarticle',
  'opinionnewsarticle',
  'reviewnewsarticle',
  'analysisnewsarticle',
  'advertisercontentarticle',
  'recipe',
  'discussionforumposting',
];

export const articleThings = oncePerPage((page): Thing[] =>
  page.things.filter((thing) => hasType(thing, ...ARTICLE_TYPES)),
);

/** The first rule whose answer holds wins. */
export function firstAnswer(rules: (() => string | null | undefined)[]): string | null {
  for (const rule of rules) {
    const answer = rule();
    if (answer !== null && answer !== undefined && answer !== '') return answer;
  }
  return null;
}

const ASCII = /^[ -~]*$/;

/** Letters and digits alone: what two writings of a name or headline share. */
export const plain = (text: string): string =>
  ASCII.test(text)
    ? text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '')
    : text
        .normalize('NFKC')
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}]+/gu, '');
