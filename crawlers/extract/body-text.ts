import { withoutAsides } from './article-lines.ts';
import { DirectText } from './direct-text.ts';
import {
  attribute,
  blockText,
  childElements,
  isElement,
  nameTest,
  parentOf,
  type Element,
  type Parent,
  type Root,
} from './dom.ts';
import { linkDensity, linkWeightOf, putAside, weightOf } from './text-weights.ts';

/**
 * Main text by density: paragraphs with many characters and few links give points to their surroundings
 * (the idea of Arc90's Readability), counted in characters so that Chinese, which has no spaces, is read alike.
 */
const DROP_TAGS = new Set(
  'script style noscript template svg iframe nav footer form button select option input textarea object embed aside dialog menu canvas audio video map link meta head'.split(
    ' ',
  ),
);
const isUnlikely = nameTest(
  /(^|[\s_-])(comments?|disqus|sidebar|side-bar|footer|foot|nav(bar|igation)?|menu|related|recommend\w*|share|sharing|social|promo\w*|sponsor\w*|advert\w*|ads?|banner|breadcrumbs?|newsletter|subscri\w*|popup|modal|cookie\w*|login|signup|pagination|pager|tags?|tag-list|toolbar|widget|copyright|print|more-\w+|most-\w+|trending|outbrain|taboola|skip|hidden|author-bio|about-author|respond|reply|rating|masthead|site-header|header-nav)([\s_-]|$)/,
);
const isLikely = nameTest(
  /(^|[\s_-])(article|blog|body|content|entry|post|story|main|text|hentry|detail|rich_media_content|news)([\s_-]|$|body|text|content)/,
);
const isHeaderLike = nameTest(/(^|[\s_-])(site-?header|page-?header|masthead|top-?bar)([\s_-]|$)/);

/** Windows about cookies are often longer than the article behind them. */
const speaksOfConsent = nameTest(
  /onetrust|didomi|usercentrics|(?:cookie|consent|gdpr)[-_]?(?:banner|notice|consent|modal|box|bar|popup|overlay|sdk)/,
);

interface Score {
  points: number;
}

/** Boxes of a page that hold no text of it, by their role. */
const ROLE = /^(navigation|banner|complementary|contentinfo|dialog|alertdialog|search|menu)$/;
const PAGE_PARTS = new Set(['body', 'html', 'article', 'main', 'a']);

function isHidden({ pairs }: Element): boolean {
  for (let i = 0; i < pairs.length; i += 2) {
    const [name, value] = [pairs[i], pairs[i + 1]!];
    if (name === 'hidden' || (name === 'aria-hidden' && value === 'true')) return true;
    if (name === 'style' && /display\s*:\s*none/.test(value)) return true;
    if (name === 'role' && ROLE.test(value)) return true;
  }
  return false;
}

function dropped(element: Element, inArticle: boolean): boolean {
  if (DROP_TAGS.has(element.name) || isHidden(element)) return true;
  if (PAGE_PARTS.has(element.name)) return false;
  if (isHeaderLike(element)) return true;
  if (!isUnlikely(element)) return false;
  return inArticle || !isLikely(element);
}

const isConsent = (element: Element): boolean =>
  speaksOfConsent(element) && element.name !== 'body' && element.name !== 'html';

/** Takes away what is never text; parts with a doubtful name stay when they hold most of the page. */
function prune(root: Root): void {
  const total = childElements(root).reduce((sum, child) => sum + weightOf(child), 0);
  const visit = (parent: Parent, depth: number): void => {
    for (const child of parent.children) {
      if (!isElement(child)) continue;
      const never = DROP_TAGS.has(child.name) && child.name !== 'form'; // some servers wrap the page in a form
      const small = never || weightOf(child) < 0.4 * total;
      if (never || isConsent(child) || (small && dropped(child, false))) putAside(child);
      else if (depth < 300) visit(child, depth + 1);
    }
  };
  visit(root, 0);
}

const PARAGRAPH = new Set(['p', 'pre', 'blockquote', 'td', 'li', 'dd', 'h2', 'h3']);

const BLOCKISH = new Set(
  'p div section article ul ol table blockquote pre h1 h2 h3 h4 h5 h6 figure header li tr td th tbody dl dd dt main center'.split(
    ' ',
  ),
);

function scoreElements(root: Root): Map<Element, Score> {
  const scores = new Map<Element, Score>();
  const direct = new DirectText(BLOCKISH);
  const visit = (parent: Parent, depth: number): void => {
    for (const element of parent.children) {
      if (!isElement(element) || element.removed) continue;
      if (BLOCKISH.has(element.name)) scoreBlock(element, scores, direct);
      if (depth < 300) visit(element, depth + 1);
    }
  };
  visit(root, 0);
  return scores;
}

function scoreBlock(element: Element, scores: Map<Element, Score>, direct: DirectText): void {
  const { weight, marks } = direct.of(element);
  if (weight < 25 || (element.name === 'li' && weight < 60)) return;
  const links = PARAGRAPH.has(element.name) ? linkWeightOf(element) : 0;
  const density = Math.min(1, links / weight);
  if (density > 0.6) return;
  const points = (1 + Math.min(marks, 12) + Math.min(weight / 100, 8)) * (1 - density);
  let up: Element | null = PARAGRAPH.has(element.name) ? parentOf(element) : element;
  for (let level = 0; up && level < 4; level++, up = parentOf(up)) {
    const score = scores.get(up) ?? { points: startPoints(up) };
    score.points += points / [1, 2, 5, 9][level]!;
    scores.set(up, score);
  }
}

const TAG_POINTS: Record<string, number> = {
  article: 20,
  main: 10,
  div: 5,
  section: 3,
  ul: -5,
  ol: -5,
  li: -3,
  form: -5,
  th: -5,
  dl: -3,
};

function startPoints(element: Element): number {
  const named = (isLikely(element) ? 25 : 0) - (isUnlikely(element) ? 25 : 0);
  const body = /articlebody/i.test(attribute(element, 'itemprop')) ? 40 : 0;
  return named + body + (TAG_POINTS[element.name] ?? 0);
}

function bestElement(scores: Map<Element, Score>): { element: Element; points: number } | null {
  const ranked = [...scores].sort((a, b) => b[1].points - a[1].points).slice(0, 12);
  let best: { element: Element; points: number } | null = null;
  for (const [element, score] of ranked) {
    const points = score.points * (1 - linkDensity(element)) * (inItem(element) ? 0.7 : 1);
    if (!best || points > best.points) best = { element, points };
  }
  return best;
}

/** A stream of other articles is a list of items; a text seldom is one. */
function inItem(element: Element): boolean {
  let up: Element | null = element;
  for (let level = 0; up && level < 4; level++, up = parentOf(up)) if (up.name === 'li') return true;
  return false;
}

/** Neighbours that also read like text: paragraphs and parts that score near the best. */
function withSiblings(best: { element: Element; points: number }, scores: Map<Element, Score>): Element[] {
  const parent = parentOf(best.element);
  if (!parent || parent.name === 'html') return [best.element];
  const threshold = Math.max(10, best.points * 0.2);
  return childElements(parent).filter((sibling) => {
    if (sibling.removed) return false;
    if (sibling === best.element) return true;
    const same =
      attribute(sibling, 'class') !== '' && attribute(sibling, 'class') === attribute(best.element, 'class');
    const points = scores.get(sibling)?.points ?? 0;
    if (points + (same ? best.points * 0.2 : 0) >= threshold && linkDensity(sibling) < 0.4) return true;
    return sibling.name === 'p' && weightOf(sibling) > 80 && linkDensity(sibling) < 0.25;
  });
}

/** Layouts cut a long text into parts of one name that lie in boxes of their own, some levels up. */
function withTwins(best: Element, siblings: Element[]): Element[] {
  const name = attribute(best, 'class').trim();
  if (name.length < 4) return siblings;
  const near = ancestorOf(best, 4);
  const far = ancestorOf(best, 9);
  const twins = best.elements.slice(far.order, far.end).filter((element) => {
    if (element.name !== best.name || element.removed || attribute(element, 'class').trim() !== name)
      return false;
    const least = Math.max(holds(near, element) ? 60 : 300, 0.05 * weightOf(best));
    return (
      weightOf(element) > least &&
      linkDensity(element) < 0.25 &&
      !siblings.some((part) => holds(part, element))
    );
  });
  return [...siblings, ...twins].sort((a, b) => a.order - b.order);
}

function ancestorOf(element: Element, levels: number): Element {
  let around = element;
  for (let level = 0; level < levels; level++) {
    const up = parentOf(around);
    if (!up || up.name === 'body') break;
    around = up;
  }
  return around;
}

const holds = (part: Element, element: Element): boolean =>
  part.order <= element.order && element.order < part.end;

/** Inside the chosen part: its heading, lists of links, boxes and captions go. */
function clean(element: Element, depth: number): void {
  for (const child of element.children) {
    if (!isElement(child) || child.removed) continue;
    if (NOT_TEXT.has(child.name) || dropped(child, true)) putAside(child);
    else if (isBox(child) || isCaption(child)) putAside(child);
    else if (depth < 300) clean(child, depth + 1);
  }
}

const NOT_TEXT = new Set(['figure', 'figcaption', 'h1', 'time']);
const isNamedCaption = nameTest(
  /(^|[\s_-])(caption|wp-caption|photo-?credit|image-?credit|credit|gallery|slideshow|carousel|byline|dateline|timestamp|post-?meta|entry-?meta|article-?meta)([\s_-]|$|text)/,
);

/** Words about pictures, and the lines that say who wrote the text and when. */
const isCaption = (element: Element): boolean =>
  isNamedCaption(element) && !PAGE_PARTS.has(element.name) && weightOf(element) < 1_500;

function isBox(element: Element): boolean {
  if (!['ul', 'ol', 'div', 'section', 'table', 'dl', 'header'].includes(element.name)) return false;
  const weight = weightOf(element);
  if (weight === 0) return false;
  const density = linkDensity(element);
  const paragraphs = childElements(element).filter((child) => child.name === 'p' && !child.removed).length;
  if (density > 0.5 && paragraphs < 3) return true;
  return weight < 60 && density > 0.2;
}

export function readBody(root: Root): string | null {
  prune(root);
  const scores = scoreElements(root);
  const best = bestElement(scores);
  if (!best) return null;
  const parts = withTwins(best.element, withSiblings(best, scores));
  for (const part of parts) clean(part, 0);
  const text = parts
    .map((part) => blockText(part))
    .filter((part) => part !== '')
    .join('\n');
  return text === '' ? null : withoutAsides(text);
}
