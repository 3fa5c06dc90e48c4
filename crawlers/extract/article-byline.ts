import { articleMarks, isElsewhere, lineOf, type ArticleMarks, type Mark } from './article-marks.ts';
import { cleanName, PERSON, ROLE_AFTER } from './article-names.ts';
import { DAY_THEN_BY } from './date-line.ts';
import {
  attribute,
  elementsOf,
  isElement,
  nameTest,
  nodesAfter,
  parentOf,
  rawText,
  shortText,
  squash,
  type Element,
} from './dom.ts';
import type { Page } from './page.ts';

const isNoByline = nameTest(
  /comment|related|sidebar|footer|bio(?:$|[\s_-])|avatar|description|(?:^|[^v])card|recirc|social|box-more|image|credit|caption/,
);

type Wanted = (name: string | null) => string | null;

/** The first element named after its writer whose text is a name that is wanted. */
export function bylineElement(page: Page, wanted: Wanted): string | null {
  for (const mark of articleMarks(page).bylines) {
    const { element } = mark;
    if (isNoByline(element) || element.name === 'h1' || isElsewhere(page, mark)) continue;
    const text = lineOf(mark, 160);
    if (text === null) continue;
    const name = wanted(groupNames(element) ?? cleanName(innerName(element) ?? text));
    if (name !== null) return name;
  }
  return null;
}

/** Several writers stand side by side: all that one short line around the first of them names. */
function groupNames(element: Element): string | null {
  let names: string[] = [];
  let up = parentOf(element);
  for (let level = 0; up && level < 3; level++, up = parentOf(up)) {
    if (shortText(up, 240) === null || isNoByline(up)) break;
    const found = (innerName(up) ?? '').split(', ').flatMap((name) => cleanName(name) ?? []);
    if (found.length > names.length) names = found;
  }
  return names.length > 1 && names.every((name) => PERSON.test(name)) ? names.join(', ') : null;
}

const WRITER_HREF = /author|people|contributor|profile|writer|\/by\//;

/** A link or `name` inside a byline names the author better than the whole line. */
function innerName(element: Element): string | null {
  const names: string[] = [];
  for (const inner of elementsOf(element)) {
    const named =
      attribute(inner, 'itemprop') === 'name' ||
      attribute(inner, 'rel').includes('author') ||
      /(^|\s)fn(\s|$)/.test(attribute(inner, 'class'));
    if (named || (inner.name === 'a' && WRITER_HREF.test(attribute(inner, 'href')))) {
      const text = shortText(inner, 80);
      if (text !== null && text !== '' && !names.includes(text)) names.push(text);
    }
  }
  return names.length === 0 ? null : names.join(', ');
}

const WRITTEN =
  /^(?:(?:written |posted |words |story |text |reported )?by|von|par|por|text|autor(?:in)?|author|words|作者|撰文|撰稿|文字?(?:\s*[/／∕]\s*(?:图|圖|摄影|攝影))?|本报记者|记者|記者|著者|執筆|ライター)(?:\s*[:：/／丨|｜∕●]\s*|\s+)/i;
const LABEL = /^(?:by|von|text|autor(?:in)?|author|words|作者|撰文|记者|記者)\s*[:：]?$/i;

/** The element's line; where it holds the label alone, what follows up to the next label or the whole line around it. */
function labelledLine(mark: Mark): string | null {
  const text = lineOf(mark, 90);
  if (text === null || !LABEL.test(text)) return text;
  const next = textAfter(mark.element);
  const parent = parentOf(mark.element);
  return next === '' ? parent && shortText(parent, 90) : `${text} ${next}`;
}

function textAfter(element: Element): string {
  let text = '';
  for (const node of nodesAfter(element, 4)) {
    if (isElement(node) && (node.name === 'br' || /^h\d$/.test(node.name))) break;
    text += isElement(node) ? ` ${shortText(node, 90) ?? ''}` : 'data' in node ? node.data : '';
    if (text.trim() !== '') break;
  }
  return squash(text).slice(0, 90);
}

/** A short line that begins with `By`, `Von` or `作者` and goes on with a name. */
export function writtenByline(page: Page, wanted: Wanted): string | null {
  const { lines } = articleMarks(page);
  for (const mark of lines) {
    if (mark.element.children.length > 6) continue;
    const text = labelledLine(mark);
    const name = text === null ? null : wanted(writerIn(text));
    if (name !== null && !isElsewhere(page, mark)) return name;
  }
  return null;
}

/** `記者林示例／台北報導`: a desk's reporter and the place written from. */
const REPORTER =
  /^[[(（【]?(?:本[报報]|特[约約])?(?:记者|記者)\s*([\p{Script=Han}·]{2,4})\s*[/／∕]\s*[\p{Script=Han}]{2,8}(?:報導|报道|報道)/u;

function writerIn(line: string): string | null {
  const chinese = (ROLE_AFTER.exec(line) ?? REPORTER.exec(line))?.[1];
  if (chinese !== undefined) return cleanName(chinese);
  const match = DAY_THEN_BY.exec(line) ?? WRITTEN.exec(line);
  return match === null ? null : nameAfter(line.slice(match[0].length));
}

/** Names stand at its beginning. */
const LONGEST_LINE = 1_000;

function nameAfter(written: string): string | null {
  const rest = written.slice(0, LONGEST_LINE);
  const chinese = /^([\p{Script=Han}·]{2,12})(?:\s|$)/u.exec(rest)?.[1];
  const name = cleanName(chinese ?? rest);
  if (name !== null && (chinese !== undefined || PERSON.test(name))) return name;
  const first = cleanName(rest.split(/\s*[,/|]\s*/)[0]!);
  return first !== null && PERSON.test(first) ? first : null;
}

const CHINESE_LABEL =
  /(作者|撰文|撰稿人?|记者|記者|責任編輯|责任编辑|责编|编辑|編輯|執筆|著者)\s*[:：]\s*([\p{Script=Han}·]{2,5}(?:[\s、,，]+[\p{Script=Han}·]{2,4}(?=[\s、,，）)]|$)){0,4})(?=$|[\s,，、）)|｜\]】])/u;

/** `来源：… 作者：…` in one line; an editor is named where no writer is. */
export function chineseByline(page: Page): string | null {
  let editor: string | null = null;
  for (const mark of articleMarks(page).lines) {
    const text = lineOf(mark, 120);
    if (text === null || text.length < 5) continue;
    const match = CHINESE_LABEL.exec(text);
    if (match === null || isElsewhere(page, mark)) continue;
    const names = match[2]!.split(/[\s、,，]+/).join(', ');
    if (!/编|編/.test(match[1]!)) return names;
    editor ??= names;
  }
  return editor;
}

const AUTHOR_PATH =
  /\/(?:authors?|autor(?:en|in)?|staff|people|reporters?|editors|contributors?|profil|writers?|journalists?|by|u)\/[^/?#]+/i;
const USER_PATH = /\/(?:u|users?|members?|profile)\/([^/?#]+)\/?$/i;

/** The first link below the heading that leads to a writer's page and reads like a name. */
export function authorLink(page: Page): string | null {
  const marks = articleMarks(page);
  if (marks.firstHeading < 0) return null;
  for (const { element, at } of marks.links) {
    if (at < marks.firstHeading) continue;
    if (at > marks.firstHeading + 400) break;
    const line = parentOf(element); // within a paragraph it names who is written about
    if (!AUTHOR_PATH.test(attribute(element, 'href')) || (line && shortText(line, 200) === null)) continue;
    const name = cleanName(innerName(element)) ?? cleanName(shortText(element, 60));
    if (name !== null && PERSON.test(name)) return name;
  }
  return userLink(marks);
}

/** A link near the heading that leads to the user whose name it bears, or to a user and is followed by a date. */
function userLink({ links, firstHeading }: ArticleMarks): string | null {
  for (const { element, at } of links) {
    if (at < firstHeading - 60) continue;
    if (at > firstHeading + 120) break;
    const href = attribute(element, 'href');
    if (!USER_HREF.test(href)) continue;
    const text = shortText(element, 40);
    if (text === null || text.length < 2) continue;
    const user = USER_PATH.exec(href)?.[1]?.toLowerCase();
    if (text.toLowerCase().replace(/^(?:u\/|@)/, '') === user || DATE_START.test(textAfter(element)))
      return text;
  }
  return null;
}

const USER_HREF = /[/?&](?:u|users?|members?|profiles?|profil)[-\w]*[/?=]/i;
const DATE_START = /^[\s,·|–-]*(?:am |on )?(?:\d{1,4}[./年-]\s?\d{1,2}|\d{1,2}\.?\s\p{L}{3,9}\s\d{4})/u;

/** A name alone in a line set to the right, as writers sign below their text. */
export function signature(page: Page): string | null {
  const { lines, firstHeading } = articleMarks(page);
  for (const mark of lines) {
    const { element, at } = mark;
    const right =
      attribute(element, 'align') === 'right' || /text-align:\s*right/.test(attribute(element, 'style'));
    if (!right || at < firstHeading || element.name !== 'p') continue;
    const text = squash(rawText(element).slice(0, 80));
    if (PERSON.test(text) || /^[\p{Script=Han}·]{2,4}$/u.test(text)) return text;
  }
  return null;
}
