import {
  attribute,
  isElement,
  nameHints,
  nameTest,
  rawText,
  shortText,
  squash,
  wordsOf,
  type Element,
  type Node,
} from './dom.ts';
import type { Page } from './page.ts';
import { hasType, recordsOf, textOf } from './things.ts';

/** One step of the way to a page, as the page shows it. */
export interface Crumb {
  name: string;
  href: string | null;
}

const MAX_CRUMBS = 12;
const MAX_NAME = 200;
/** What stands between two links of a trail. */
const MAX_LOOSE = 2_000;
const TRAIL = /bread-?_?crumb|(?:^|[\s_-])crumbs?(?:[\s_-]|$)|ariane|wayfinding|pathway|mianbao|面包屑/;
const isCalledTrail = nameTest(TRAIL);
/** What is drawn between two steps. */
const DIVIDER = /\s*[›>→⟩❯▸▶⇒]+\s*|(?:^|\s+)(?:[»•·|｜／/\\]+|::)(?=\s|$)|::|[:：-]\s*$/gu;
const ONLY_DIVIDER = /^[\s›»>→⇒⟩❯▸▶•·|｜／/\\:：,.<‹«\-–—=*]*$/u;
const UNREAD = new Set(['script', 'style', 'svg', 'button', 'select', 'noscript', 'template']);
const isCalledBeside = nameTest(
  /pagination|dropdown-menu|submenu|sub-menu|back-?link|backto|tooltip|sr-only|visually-hidden/,
);

/** Trails are short; themes name whole pages after the trail they have on them. */
export function isTrail(element: Element): boolean {
  if (element.name === 'body' || element.name === 'html' || element.name === 'main') return false;
  const named =
    isCalledTrail(element) ||
    TRAIL.test(attribute(element, 'aria-label').toLowerCase()) ||
    /breadcrumb/i.test(
      attribute(element, 'itemtype') + attribute(element, 'data-testid') + attribute(element, 'itemprop'),
    );
  return named && shortText(element, 500) !== null;
}

/** The steps inside an element: links, and what stands between dividers. */
export function crumbsOf(element: Element): Crumb[] {
  const crumbs: Crumb[] = [];
  gather(element.children, crumbs, 0);
  const linked = crumbs.filter(({ href }) => href !== null).length;
  if (linked > 1 && crumbs[0]?.href === null) crumbs.shift(); // `You are here:`
  return crumbs.filter(({ name }, i) => name !== '' && name !== crumbs[i - 1]?.name).slice(0, MAX_CRUMBS);
}

function gather(nodes: Node[], into: Crumb[], depth: number): void {
  let loose = '';
  const flush = (): void => {
    for (const part of loose.slice(0, MAX_LOOSE).split(DIVIDER)) {
      const name = squash(part);
      if (!ONLY_DIVIDER.test(name) && name.length <= MAX_NAME) into.push({ name, href: null });
    }
    loose = '';
  };
  for (const node of nodes) {
    const words = wordsOf(node);
    if (words !== null) loose += words;
    if (!isElement(node) || UNREAD.has(node.name) || depth > 20 || into.length > 3 * MAX_CRUMBS) continue;
    if (node.name === 'ul' && /dropdown/.test(nameHints(node))) continue;
    if (isCalledBeside(node) || /display\s*:\s*none/.test(attribute(node, 'style'))) continue;
    flush();
    if (node.name === 'a') into.push(linkCrumb(node));
    else gather(node.children, into, depth + 1);
  }
  flush();
}

function linkCrumb(link: Element): Crumb {
  const words = squash(rawText(link))
    .replace(/^[\s›»>→|/<‹«]+|[\s›»>→|/]+$/gu, '')
    .replace(/\s+-$/, '');
  const name = words === '' ? squash(attribute(link, 'title')) : words;
  return {
    name: ONLY_DIVIDER.test(name) || name.length > MAX_NAME ? '' : name,
    href: attribute(link, 'href') || null,
  };
}

/** The trail that the page's structured data declares. */
function declaredCrumbs(page: Page): Crumb[] {
  for (const thing of page.things) {
    if (!hasType(thing, 'breadcrumblist')) continue;
    const steps = recordsOf(thing.props['itemListElement'])
      .map((step) => ({ step, at: Number(textOf(step['position']) ?? 0) }))
      .sort((a, b) => a.at - b.at)
      .map(({ step }) => ({
        name: squash(textOf(step['name']) ?? textOf(recordsOf(step['item'])[0]?.['name']) ?? ''),
        href: textOf(recordsOf(step['item'])[0]?.['@id'] ?? step['item']),
      }))
      .filter(({ name }) => name !== '' && !/^https?:/.test(name));
    if (steps.length > 0) return steps;
  }
  return [];
}

const HOME =
  /^(?:home|home ?page|start|startseite|start ?page|accueil|inicio|início|página inicial|hem|hjem|forside|etusivu|domů|úvod|strona główna|főoldal|kezdőlap|главная|головна|начало|首页|首頁|ホーム|トップ|홈|الرئيسية|דף הבית|עמוד הבית|all categories|index|shop|store|main)$/i;

/** A way back to where one came from is no category. */
const BACK = /^(?:[‹<«←]\s*)?(?:go )?(?:back\b|zurück|retour|volver|indietro|wróć|tilbage|返回)/i;

const letters = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');

/** The way to a product as its category: without the shop's front page and without the product itself. */
export function categoryOfTrail(
  page: Page,
  trail: Crumb[],
  name: string | null,
  siteName: string | null,
): string | null {
  const declared = declaredCrumbs(page);
  const crumbs = (declared.length > 1 || trail.length === 0 ? declared : trail).map((crumb) => ({
    ...crumb,
  }));
  if (crumbs.length === 0) return null;
  const [own, site] = [letters(name ?? ''), letters(siteName ?? '')];
  const first = crumbs[0]!;
  if (HOME.test(first.name) || letters(first.name) === site || isFrontPage(first.href)) crumbs.shift();
  const last = crumbs.at(-1);
  const said = letters(last?.name ?? '');
  if (last && own !== '' && said !== '' && (own.includes(said) || said.includes(own)) && !isWord(said, own))
    crumbs.pop();
  const names = crumbs.map((crumb) => crumb.name).filter((step) => step.length <= 60 && !BACK.test(step));
  return names.length === 0 ? null : names.join(' > ');
}

const isFrontPage = (href: string | null): boolean =>
  href !== null && /^(?:https?:\/\/[^/]+)?\/?$/.test(href);

/** `Dresses` is a category although the name of each dress holds the word. */
const isWord = (step: string, name: string): boolean => step.length < 0.5 * name.length;
