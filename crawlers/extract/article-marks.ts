import { plain } from './article-facts.ts';
import {
  attribute,
  elementsOf,
  hasAttribute,
  isElement,
  nameHints,
  nameTest,
  parentOf,
  shortText,
  type Element,
} from './dom.ts';
import { isReaders } from './readers-part.ts';
import { oncePerPage, type Page } from './page.ts';

/** A part of the page that a rule may ask, with its place in the order of the elements. */
export interface Mark {
  element: Element;
  at: number;
  hints: string;
}

/** What the rules for title, byline and date look at, found in one walk. */
export interface ArticleMarks {
  headings: Mark[];
  bylines: Mark[];
  /** Links, for those that lead to a writer's page. */
  links: Mark[];
  stamps: Mark[];
  dated: Mark[];
  /** Elements with few children: where short lines stand. */
  lines: Mark[];
  /** Place of the first `h1`, or -1. */
  firstHeading: number;
}

/** What lies beyond is a list or a trap: no page says who wrote it so far down. */
const MAX_ELEMENTS = 30_000;
const MAX_MARKS = 600;

const namesAByline = nameTest(
  /(^|[\s_-])(by-?line|author|writer|creator|contributor|zuozhe|editor)(s|[\s_-]|name|link|$)/,
);
const namesADate = nameTest(
  /(^|[\s_-])(date|time|published?|pub|posted|timestamp|datum|shijian|riqi|meta|info|byline|author|source|submitted|updated?)([\s_-]|$|time|date|line)|(?:cms|post|entry|article|news|pub)date(?:$|[\s_-])/,
);
/** Classes that say: the title of a post. */
export const namesATitle = nameTest(
  /(^|[\s_-])(?:(?:entry|post|article|story|news|single|page|content)_{0,2}-?(?:title|headline|heading)|headline|hed|title_?text|artical_?title|biaoti)(?:[\s_-]|$)/,
);

export const articleMarks = oncePerPage(findMarks);

function findMarks(page: Page): ArticleMarks {
  const marks: ArticleMarks = {
    headings: [],
    bylines: [],
    links: [],
    stamps: [],
    dated: [],
    lines: [],
    firstHeading: -1,
  };
  let at = 0;
  for (const element of elementsOf(page.root)) {
    if (++at > MAX_ELEMENTS) break;
    note(marks, element, at);
  }
  return marks;
}

const SILENT = new Set([
  'script',
  'style',
  'meta',
  'link',
  'body',
  'html',
  'head',
  'noscript',
  'option',
  'img',
]);

function note(marks: ArticleMarks, element: Element, at: number): void {
  const { name } = element;
  if (name === 'meta' ? !hasAttribute(element, 'itemprop') : SILENT.has(name)) return;
  const hints = nameHints(element);
  const prop = attribute(element, 'itemprop');
  const mark = { element, at, hints };
  if (name === 'h1' && marks.firstHeading < 0) marks.firstHeading = at;
  if (/^h[1-3]$/.test(name) || prop === 'headline' || namesATitle(element)) add(marks.headings, mark);
  if (name === 'time' || hasAttribute(element, 'datetime') || prop === 'datePublished') {
    if (!isReaders(element)) add(marks.stamps, mark);
  }
  if (name === 'meta') return;
  if (name === 'a') add(marks.links, mark);
  if (attribute(element, 'rel').includes('author') || prop.includes('author') || namesAByline(element)) {
    if (!isReaders(element)) add(marks.bylines, mark);
  }
  if (namesADate(element)) add(marks.dated, mark);
  if (element.children.length > 0 && element.children.length < 10) marks.lines.push(mark);
}

function add(list: Mark[], mark: Mark): void {
  if (list.length < MAX_MARKS) list.push(mark);
}

const isCalledAside = nameTest(
  /(^|[\s_-])(footer|related|sidebar|aside|comments?|recommend\w*|recirc\w*|teasers?|most-\w+|trending|popular|ranking|newsletter|respond)([\s_-]|$)/,
);

/** Names of the whole page that tell what stands beside it. */
const isCalledAround = nameTest(/(^|[\s_-])(has|with|no|without|main|article|page)([\s_-])/);

/** Whether an element stands in a part that speaks of something else than the article. */
export function isAside(element: Element): boolean {
  let up: Element | null = element;
  for (let level = 0; up && level < 8; level++, up = parentOf(up)) {
    if (['aside', 'nav', 'form', 'label'].includes(up.name) && !isPageForm(up)) return true;
    if (up.name === 'footer' && !/^(article|header|section)$/.test(parentOf(up)?.name ?? '')) return true;
    if (up.name !== 'body' && up.name !== 'article' && isCalledAside(up) && !isCalledAround(up)) return true;
  }
  return false;
}

/** Aside, or below the linked heading of another article. */
export const isElsewhere = (page: Page, mark: Mark): boolean => isTeaser(page, mark) || isAside(mark.element);

function isTeaser(page: Page, { at, element }: Mark): boolean {
  const { headings, firstHeading } = articleMarks(page);
  const above = headings.findLast((heading) => heading.at < at);
  if (above === undefined || above.at === firstHeading || !teaserHeadings(page).has(above)) return false;
  const around = ancestors(above.element, 4);
  return ancestors(element, 3).some((up) => around.includes(up));
}

/** Headings that are links and do not say what the page is called. */
const teaserHeadings = oncePerPage((page): Set<Mark> => {
  const title = plain(page.titleTag ?? '');
  const isOfAnother = (heading: Mark): boolean => {
    const text = plain(lineOf(heading, 300) ?? '');
    return text !== '' && !title.includes(text);
  };
  return new Set(
    articleMarks(page).headings.filter((heading) => isLinked(heading.element) && isOfAnother(heading)),
  );
});

const isLinked = (element: Element): boolean =>
  parentOf(element)?.name === 'a' || element.children.some((node) => isElement(node) && node.name === 'a');

function ancestors(element: Element, levels: number): Element[] {
  const up: Element[] = [];
  for (let parent = parentOf(element); parent && up.length < levels; parent = parentOf(parent))
    up.push(parent);
  return up;
}

/** Some servers wrap the whole page in a form. */
const isPageForm = (element: Element): boolean =>
  element.name === 'form' && shortText(element, 1_000) === null;

/** The text of a mark on one line, or null when it is longer than `limit`. */
export const lineOf = (mark: Mark, limit: number): string | null => shortText(mark.element, limit);
