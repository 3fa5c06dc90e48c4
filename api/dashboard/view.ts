import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import { nameOf } from '../../core/names.ts';
import type { Reason } from '../../core/reason.ts';
import { LANGUAGES, type Language } from '../../core/words.ts';
import type { ApiEnv } from '../context.ts';
import { pick, WORDS, type WordKey } from './words.ts';

/** How a page is looked at: language, theme and the place in the URL. */
export interface View {
  language: Language;
  theme: 'light' | 'dark' | 'auto';
  path: string;
  query: Record<string, string>;
  demo: boolean;
  t(key: WordKey, values?: Record<string, string | number>): string;
  /** A word of the closed lists (stage, sector, market ...) as people read it. */
  name(word: string): string;
  /** The label in the page's language. */
  label(of: { labelZh: string; labelEn: string }): string;
  /** The label in the other one. */
  otherLabel(of: { labelZh: string; labelEn: string }): string;
  reason: (of: Reason) => string;
  /** `7 of 30 documents` in the page's language. */
  thin: (words: string) => string;
  /** A link within the dashboard; keeps the language. null and '' leave a parameter out. */
  link(path: string, query?: Record<string, string | number | null | undefined>): string;
}

/** How the answers say that there is too little. */
const THIN = /^(\d+) of (\d+) documents$/;

export function viewOf(c: Context<ApiEnv>, demo: boolean): View {
  const query = c.req.query();
  const language = languageOf(query['lang'], getCookie(c, 'hemline_lang'), c.req.header('accept-language'));
  const theme = getCookie(c, 'hemline_theme');
  return {
    language,
    theme: theme === 'light' || theme === 'dark' ? theme : 'auto',
    path: c.req.path,
    query,
    demo,
    t: (key, values = {}) =>
      Object.entries(values).reduce<string>(
        (text, [name, value]) => text.replace(`{${name}}`, () => String(value)),
        pick(WORDS[key], language),
      ),
    name: (word) => nameOf(word, language),
    label: (of) => (language === 'zh' ? of.labelZh : of.labelEn),
    otherLabel: (of) => (language === 'zh' ? of.labelEn : of.labelZh),
    reason: (of) => of[language],
    thin: (words) => (language === 'zh' ? words.replace(THIN, '$1 / $2 篇文档') : words),
    link: (path, wanted = {}) => linkTo(path, { ...wanted, lang: language }),
  };
}

export function linkTo(path: string, query: Record<string, string | number | null | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return text === '' ? path : `${path}?${text}`;
}

function languageOf(...wishes: (string | undefined)[]): Language {
  for (const wish of wishes) {
    const found = LANGUAGES.find((language) => wish?.trim().toLowerCase().startsWith(language));
    if (found !== undefined) return found;
  }
  return 'en';
}
