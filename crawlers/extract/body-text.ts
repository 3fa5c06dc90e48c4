import {
  attribute,
  blockText,
  childElements,
  isElement,
  nameHints,
  parentOf,
  rawText,
  wordsOf,
  type Element,
  type Root,
} from './dom.ts';
import { TextWeights, weightOf } from './text-weights.ts';

/**
 * Main text by density: paragraphs with many characters and few links give points to their surroundings
 * (the idea of Arc90's Readability), counted in characters so that Chinese, which has no spaces, is read alike.
 */
const DROP_TAGS = new Set(
  'script style noscript template svg iframe nav footer form button select option input textarea object embed aside dialog menu canvas audio video map link meta head'.split(
    ' ',
  ),
);
const UNLIKELY =
  /(^|[\s_-])(comments?|disqus|sidebar|side-bar|footer|foot|nav(bar|igation)?|menu|related|recommend\w*|share|sharing|social|promo\w*|sponsor\w*|advert\w*|ads?|banner|breadcrumbs?|newsletter|subscri\w*|popup|modal|cookie\w*|login|signup|pagination|pager|tags?|tag-list|toolbar|widget|copyright|print|more-\w+|most-\w+|trending|outbrain|taboola|skip|hidden|author-bio|about-author|respond|reply|rating|masthead|site-header|header-nav)([\s_-]|$)/;
const LIKELY =
  /(^|[\s_-])(article|blog|body|content|entry|post|story|main|text|hentry|detail|rich_media_content|news)([\s_-]|$|body|text|content)/;
const HEADER_LIKE = /(^|[\s_-])(site-?header|page-?header|masthead|top-?bar)([\s_-]|$)/;

/** Windows about cookies are often longer than the article behind them. */
const CONSENT =
  /onetrust|didomi|usercentrics|(?:cookie|consent|gdpr)[-_]?(?:banner|notice|consent|modal|box|bar|popup|overlay|sdk)/;

interface Score {
  points: number;
}

function dropped(element: Element, inArticle: boolean): boolean {
  if (DROP_TAGS.has(element.name)) return true;
  if (
    /display\s*:\s*none/.test(attribute(element, 'style')) ||
    'hidden' in element.attribs ||
    attribute(element, 'aria-hidden') === 'true'
  )
    return true;
  if (
    /^(navigation|banner|complementary|contentinfo|dialog|alertdialog|search|menu)$/.test(
      attribute(element, 'role'),
    )
  )
    return true;
  if (['body', 'html', 'article', 'main', 'a'].includes(element.name)) return false;
  const hints = nameHints(element);
  if (HEADER_LIKE.test(hints)) return true;
  if (!UNLIKELY.test(hints)) return false;
  return inArticle || !LIKELY.test(hints);
}

const isConsent = (element: Element): boolean =>
  element.name !== 'body' && element.name !== 'html' && CONSENT.test(nameHints(element));

/** Takes away what is never text; parts with a doubtful name stay when they hold most of the page. */
function prune(root: Root, weights: TextWeights): void {
  const total = childElements(root).reduce((sum, child) => sum + weights.of(child).all, 0);
  const visit = (parent: Root | Element, depth: number): void => {
    for (const child of childElements(parent)) {
      const never = DROP_TAGS.has(child.name) && child.name !== 'form'; // some servers wrap the page in a form
      const small = never || weights.of(child).all < 0.4 * total;
      const drop = isConsent(child) || (small && dropped(child, false));
      if (drop) weights.remove(child);
      else if (depth < 300) visit(child, depth + 1);
    }
  };
  visit(root, 0);
}

const PARAGRAPH = new Set(['p', 'pre', 'blockquote', 'td', 'li', 'dd', 'h2', 'h3']);

/** Text that stands directly in an element, its inline children included. */
function directText(element: Element): string {
  let text = '';
  for (const node of element.children) {
    const words = wordsOf(node);
    if (words !== null) text += words;
    else if (isElement(node) && !BLOCKISH.has(node.name)) text += rawText(node);
  }
  return text;
}
const BLOCKISH = new Set(
  'p div section article ul ol table blockquote pre h1 h2 h3 h4 h5 h6 figure header li tr td th tbody dl dd dt main center'.split(
    ' ',
  ),
);

function scoreElements(root: Root, weights: TextWeights): Map<Element, Score> {
  const scores = new Map<Element, Score>();
  const visit = (element: Element, depth: number): void => {
    const block = BLOCKISH.has(element.name);
    if (block) scoreBlock(element, scores, weights);
    if (depth < 300) for (const child of childElements(element)) visit(child, depth + 1);
  };
  for (const child of childElements(root)) visit(child, 0);
  return scores;
}

function scoreBlock(element: Element, scores: Map<Element, Score>, weights: TextWeights): void {
  const text = directText(element);
  const weight = weightOf(text);
  if (weight < 25 || (element.name === 'li' && weight < 60)) return;
  const links = PARAGRAPH.has(element.name) ? weights.of(element).links : 0;
  const density = Math.min(1, links / weight);
  if (density > 0.6) return;
  const marks = text.match(/[,，、。；;：！!？?]|\. /g)?.length ?? 0;
  const points = (1 + Math.min(marks, 12) + Math.min(weight / 100, 8)) * (1 - density);
  let up: Element | null = PARAGRAPH.has(element.name) ? parentOf(element) : element;
  for (let level = 0; up && level < 4; level++, up = parentOf(up)) {
    const score = scores.get(up) ?? { points: startPoints(up) };
    score.points += points / [1, 2, 5, 9][level]!;
    scores.set(up, score);
  }
}

function startPoints(element: Element): number {
  const hints = nameHints(element);
  const named = (LIKELY.test(hints) ? 25 : 0) - (UNLIKELY.test(hints) ? 25 : 0);
  const byTag: Record<string, number> = {
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
  const body = /articlebody/i.test(attribute(element, 'itemprop')) ? 40 : 0;
  return named + body + (byTag[element.name] ?? 0);
}

function bestElement(
  scores: Map<Element, Score>,
  weights: TextWeights,
): { element: Element; points: number } | null {
  const ranked = [...scores].sort((a, b) => b[1].points - a[1].points).slice(0, 12);
  let best: { element: Element; points: number } | null = null;
  for (const [element, score] of ranked) {
    const points = score.points * (1 - weights.linkDensity(element));
    if (!best || points > best.points) best = { element, points };
  }
  return best;
}

/** Neighbours that also read like text: paragraphs and parts that score near the best. */
function withSiblings(
  best: { element: Element; points: number },
  scores: Map<Element, Score>,
  weights: TextWeights,
): Element[] {
  const parent = parentOf(best.element);
  if (!parent || parent.name === 'html') return [best.element];
  const threshold = Math.max(10, best.points * 0.2);
  return childElements(parent).filter((sibling) => {
    if (sibling === best.element) return true;
    const same =
      attribute(sibling, 'class') !== '' && attribute(sibling, 'class') === attribute(best.element, 'class');
    const points = scores.get(sibling)?.points ?? 0;
    if (points + (same ? best.points * 0.2 : 0) >= threshold && weights.linkDensity(sibling) < 0.4)
      return true;
    return sibling.name === 'p' && weights.of(sibling).all > 80 && weights.linkDensity(sibling) < 0.25;
  });
}

/** Inside the chosen part: lists of links, boxes and captions go. */
function clean(element: Element, depth: number, weights: TextWeights): void {
  for (const child of childElements(element)) {
    if (child.name === 'figure' || child.name === 'figcaption' || dropped(child, true)) weights.remove(child);
    else if (isBox(child, weights)) weights.remove(child);
    else if (depth < 300) clean(child, depth + 1, weights);
  }
}

function isBox(element: Element, weights: TextWeights): boolean {
  if (!['ul', 'ol', 'div', 'section', 'table', 'dl', 'header'].includes(element.name)) return false;
  const weight = weights.of(element).all;
  if (weight === 0) return false;
  const density = weights.linkDensity(element);
  const paragraphs = childElements(element).filter((child) => child.name === 'p').length;
  if (density > 0.5 && paragraphs < 3) return true;
  return weight < 60 && density > 0.2;
}

export function readBody(root: Root): string | null {
  const weights = new TextWeights(root);
  prune(root, weights);
  const scores = scoreElements(root, weights);
  const best = bestElement(scores, weights);
  if (!best) return null;
  const parts = withSiblings(best, scores, weights);
  for (const part of parts) clean(part, 0, weights);
  const text = parts
    .map((part) => blockText(part))
    .filter((part) => part !== '')
    .join('\n');
  return text === '' ? null : text;
}
