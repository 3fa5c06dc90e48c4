import { Element, type Node, type Parent, type Root, type Section } from './html-nodes.ts';
import { readHtml } from './html-reader.ts';
import { UNSEEN } from './html-tags.ts';
import { readXml } from './xml-reader.ts';

export { Element, type Node, type Parent, type Root } from './html-nodes.ts';
export { UNSEEN } from './html-tags.ts';
export { nameHints, nameTest } from './name-hints.ts';

/** The reader leaves out what lies deeper; walks that start anywhere stop there too. */
const MAX_DEPTH = 400;

export const parseHtml = (html: string): Root => readHtml(html);
export const parseXml = (xml: string): Root => readXml(xml);

export function isElement(node: Node | Section | Root | null | undefined): node is Element {
  return node !== null && node !== undefined && node.kind === 'element';
}

/** The words of a text node, or null for every other node. */
export const wordsOf = (node: Node): string | null => (node.kind === 'text' ? node.data : null);

/** What lies in a CDATA section, which feeds use for whole pages. */
export const insideCdata = (node: Node): Node[] | null => (node.kind === 'section' ? node.children : null);

/** An attribute's value, or the empty text. */
export function attribute(element: Element, name: string): string {
  const { pairs } = element;
  for (let i = 0; i < pairs.length; i += 2) if (pairs[i] === name) return pairs[i + 1]!;
  return '';
}

export function hasAttribute(element: Element, name: string): boolean {
  const { pairs } = element;
  for (let i = 0; i < pairs.length; i += 2) if (pairs[i] === name) return true;
  return false;
}

/** Every element below, in document order. */
export const elementsOf = (root: Parent): readonly Element[] =>
  root instanceof Element ? root.elements.slice(root.order + 1, root.end) : root.elements;

export const findAll = (root: Parent, test: (element: Element) => boolean): Element[] =>
  elementsOf(root).filter((element) => test(element));

export const byName = (root: Parent, ...names: string[]): Element[] =>
  findAll(root, (element) => names.includes(element.name));

export const childElements = (parent: Parent): Element[] => parent.children.filter((node) => isElement(node));

/** The nodes that follow an element in its parent, at most so many. */
export const nodesAfter = (element: Element, most: number): Node[] =>
  element.parent?.children.slice(element.place + 1, element.place + 1 + most) ?? [];

/** The next element in the same parent. */
export function elementAfter(element: Element): Element | null {
  const next = element.elements[element.end];
  return next !== undefined && next.parent === element.parent ? next : null;
}

export const parentOf = (node: Element): Element | null => (isElement(node.parent) ? node.parent : null);

/** All text below, as written; what a reader cannot see is left out. */
export const rawText = (root: Parent): string => rawOf(root.children, 0);

function rawOf(nodes: readonly Node[], depth: number): string {
  let text = '';
  for (const node of nodes) {
    const words = wordsOf(node);
    if (words !== null) text += words;
    else if (isElement(node)) {
      if (node.name === 'br') text += '\n';
      else if (!UNSEEN.has(node.name) && depth < MAX_DEPTH) text += rawOf(node.children, depth + 1);
    } else text += rawOf(insideCdata(node) ?? [], depth + 1);
  }
  return text;
}

/** Text on one line, runs of space folded. */
export const lineText = (root: Parent): string => squash(rawText(root));

/** Space that is more than one plain space: most text has none, and then there is nothing to rewrite. */
const UNEVEN = /[^\S ]|[\u200b\ufeff]| {2}/;

export function squash(text: string): string {
  if (text.length < 2 || !UNEVEN.test(text)) return text.trim();
  return text.replaceAll(/[\s\u00a0\u200b\ufeff]+/g, ' ').trim();
}

/** What is inside a script, as written. */
export function scriptText(element: Element): string {
  let text = '';
  for (const node of element.children) {
    if ('data' in node && typeof node.data === 'string') text += node.data;
    else if (isElement(node)) text += scriptText(node);
    else text += (insideCdata(node) ?? []).map((inner) => wordsOf(inner) ?? '').join('');
  }
  return text;
}

/** Removes HTML tags and entities from a fragment (a feed's summary, a description in JSON). */
export function htmlToText(fragment: string): string {
  if (!/[<&]/.test(fragment)) return squash(fragment);
  return blockText(parseHtml(fragment));
}

const BLOCKS = new Set(
  'p div section article li ul ol tr table h1 h2 h3 h4 h5 h6 blockquote pre figure figcaption dd dt dl header footer main aside td th address hr form'.split(
    ' ',
  ),
);

/** Text with a line feed between blocks: what a reader would copy. */
export function blockText(root: Parent): string {
  const lines: string[] = [];
  let line = '';
  const end = (): void => {
    const clean = squash(line);
    if (clean !== '') lines.push(clean);
    line = '';
  };
  const visit = (nodes: readonly Node[], depth: number): void => {
    for (const node of nodes) {
      const words = wordsOf(node);
      if (words !== null) line += words;
      else if (isElement(node)) {
        if (node.removed || UNSEEN.has(node.name) || depth > MAX_DEPTH) continue;
        if (node.name === 'br') end();
        else if (BLOCKS.has(node.name)) {
          end();
          visit(node.children, depth + 1);
          end();
        } else visit(node.children, depth + 1);
      } else visit(insideCdata(node) ?? [], depth + 1);
    }
  };
  visit(root.children, 0);
  end();
  return lines.join('\n');
}

/** The text of a small part on one line; null where it is longer than `limit` (so that scans stay linear). */
export function shortText(element: Element, limit: number): string | null {
  if (element.solid > limit) return null;
  if (element.solid === 0) return '';
  if (element.line !== null) return element.line.length > limit ? null : element.line;
  if (element.lineLimit >= limit) return null;
  element.lineLimit = limit;
  const only = element.children.length === 1 ? element.children[0]! : null;
  if (only?.kind === 'element') return (element.line = UNSEEN.has(only.name) ? '' : shortText(only, limit));
  const gathered = { text: '', seen: 0, limit };
  const line = gather(element.children, 0, gathered) ? squash(gathered.text) : null;
  if (line !== null && line.length <= limit) element.line = line;
  return element.line;
}

function gather(
  nodes: readonly Node[],
  depth: number,
  into: { text: string; seen: number; limit: number },
): boolean {
  for (const node of nodes) {
    if (++into.seen > 300 || into.text.length > 2 * into.limit + 200) return false;
    into.text += wordsOf(node) ?? '';
    if (!isElement(node) || UNSEEN.has(node.name) || depth > 50) continue;
    if (BLOCKS.has(node.name) || node.name === 'br') into.text += ' ';
    if (!gather(node.children, depth + 1, into)) return false;
  }
  return true;
}
