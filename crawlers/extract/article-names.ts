import { DAY_THEN_BY } from './date-line.ts';
import { squash } from './dom.ts';
import { recordsOf, textOf } from './things.ts';

/** Names of companies and desks: they stand as author only where no person is named. */
export const HOUSE =
  /\b(?:gmbh|e\.\s?v\.|inc\.?|ltd\.?|llc|ag|media|news|magazin|zeitung|verlag|press|staff|redaktion|redaction|redazione|newsroom|editors?|editorial|team|stiftung|associated press|condé nast|hearst|reuters|gannett)(?:\W|$)|编辑部|編輯部|編集部|小编$|通讯社|新闻网|日报$/i;

/** A month with a number beside it starts a date, also where it is glued to a name. */
const DATE_INSIDE =
  /[\s,]*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}(?:st|nd|rd|th)?\b.*$|\s*(?:vor \d+ (?:stunden?|tagen?|minuten?)).*$/i;
const LEADS = [
  DAY_THEN_BY,
  /^[[(（【]+\s*(?=\S{2,6}[:：])/,
  /^(?:view all posts by|more (?:stories )?(?:from|by)|alles von|alle (?:artikel|beiträge) von)\s+/i,
  /^(?:written |posted |submitted |published |words |story |text |photographs? |reviewed )?(?:by|von|vom|par|por|di|door|af|av)[\s:]+/i,
  /^(?:作者|文|文字|撰文|撰稿|编辑|編輯|責任編輯|责任编辑|责编|记者|記者|来源|著者|執筆|ライター|取材・文|author|autor(?:in)?|written|текст|автор)\s*[:：/／∕|丨｜●]\s*/i,
  /^(?:本报|本刊|特约|本台)?(?:记者|記者)(?=[\p{Script=Han}·]{2,4}$)/u,
];
const TAIL =
  /\s*(?:\||\s[•·]\s|\son\s|\s-\s|,?\s(?:updated|published|posted)\b|\d{1,2}[:.]\d{2}|\d{4}[-/年]|\s[A-Z]{1,3}\d{2,4}$).*$/i;
const NO_NAME =
  /^(by|von|no author|admin|administrator|wordpressadmin|guest|unknown|null|undefined|none|home|author|autor|true|false|follow.*|share.*|subscribe.*|contact.*|about.*|read more|.*(?:licen[cs]e|copyright|creative commons).*|\d+ ?min.*|\d[\d\s.,:/-]*)$/i;
/** A day, in words: what stands where a byline could. */
const DAY_ALONE =
  /^(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?\d{1,2}\.?\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/i;
/** Slogans, badges and sentences in Chinese, which has no capitals to tell names by. */
const NOT_CHINESE_NAME =
  /[!！?？。]|粉丝|关注|红包|排行|贡献榜|[\p{Script=Han}][^,，、]{24}|\d{1,2}月\d{1,2}日/u;

/** `林示例 文`: in Chinese the role may stand behind the name. In Big5 the full-width slash is often read as U+2215. */
export const ROLE_AFTER =
  /^([\p{Script=Han}·]{2,4})(?:\s*[/／∕]\s*|\s+)(?:文|撰文|撰稿)(?=$|\s+(?:民[國国])?\d).*$/u;

/** No byline is longer; what is comes from a trap. */
const MAX_LINE = 2_000;

/** A byline without its `by`, dates and roles; null when what is left is no name. */
export function cleanName(value: string | null): string | null {
  if (value === null || /^https?:\/\//.test(value)) return null;
  let text = squash(value.slice(0, MAX_LINE).replaceAll(/<[^>]*>|[^\s@]{1,64}@\S+\.\S+/g, ' '));
  text = text.replace(/^by(?=[A-Z])/i, (by) => (by === 'By' || by === 'BY' ? '' : by));
  for (const lead of LEADS) text = text.replace(lead, '');
  if (DAY_ALONE.test(text)) return null;
  text = afterSection(text)
    .replace(/[\])）】]+$/, '')
    .replace(ROLE_AFTER, '$1')
    .replace(TAIL, '')
    .replace(DATE_INSIDE, '')
    .replace(/\s(?:mon|tues|wednes|thurs|fri|satur|sun)day$/i, '')
    .replace(/^(\S+ \S+) in \p{Lu}.*$/u, '$1')
    .replace(/,\s*(?:bio|autorenseite.*|profile?|follow.*)$/i, '')
    .replace(/^[\s,;:|/[(（【-]+|[\s,;:|/-]+$/g, '');
  return isName(text) ? text : null;
}

function isName(text: string): boolean {
  if (text.length < 2 || text.length > 400 || NO_NAME.test(text) || /[@{}<>]|\bwww\./.test(text))
    return false;
  if (/\p{Script=Han}/u.test(text) && NOT_CHINESE_NAME.test(text)) return false;
  return text.split(' ').length <= (text.includes(',') ? 60 : 14);
}

/** `Politics · Jo Field, Al Brook`: the section stands before the names. */
function afterSection(text: string): string {
  const [first, second] = text.split(/\s+[·•|]\s+/);
  return first !== undefined && second !== undefined && !PERSON.test(first) && PERSON.test(second)
    ? second
    : text;
}

/** One to four people, each of two or more capitalised words. */
export const PERSON =
  /^(?:\p{Lu}[\p{L}.'’-]+\s+(?:(?:de|la|van|von|der|den|di|al|bin|el|le|v\.)\s+){0,2}){1,3}\p{Lu}[\p{L}.'’-]+(?:(?:\s*,\s*|\s+(?:and|und|et|y)\s+)(?:\p{Lu}[\p{L}.'’-]+\s+){1,2}\p{Lu}[\p{L}.'’-]+){0,3}$/u;

/** Declared authors as one line; a record may hold several names. */
export function joinNames(authors: unknown[]): string | null {
  const names = new Set<string>();
  for (const author of authors)
    for (const written of namesOf(author)) {
      const name = cleanName(written);
      if (name !== null) names.add(name);
    }
  return names.size === 0 ? null : [...names].slice(0, 50).join(', ');
}

function namesOf(author: unknown): (string | null)[] {
  const [record] = recordsOf(author);
  const named = record?.['name'];
  return Array.isArray(named) ? named.map((name) => textOf(name)) : [textOf(author)];
}
