import { DomHandler, ElementType, Parser, type parseDocument, type ParserOptions } from 'htmlparser2';

/** htmlparser2's tree; its node types come from the parser so that nothing else is needed. */
export type Root = ReturnType<typeof parseDocument>;
export type Node = Root['children'][number];
export type Element = Extract<Node, { attribs: Record<string, string> }>;
export type Parent = Root | Element;

/** Deeper trees come from traps, not from writers: what lies below is left out. */
const MAX_DEPTH = 400;

/** Open elements beyond which a page is a trap: the parser's own stack is slow when it is long. */
const MAX_OPEN = 2_000;
const CHUNK = 16_384;

class BoundedHandler extends DomHandler {
  open = 0;
  override onopentag(name: string, attributes: Record<string, string>): void {
    this.open += 1;
    super.onopentag(name, attributes);
  }
  override onclosetag(): void {
    this.open -= 1;
    super.onclosetag();
  }
}

/** Parses piece by piece and stops where the nesting says that no writer made this. */
function parse(text: string, options: ParserOptions): Root {
  const handler = new BoundedHandler(undefined, options);
  const parser = new Parser(handler, options);
  for (let at = 0; at < text.length && handler.open < MAX_OPEN; at += CHUNK)
    parser.write(text.slice(at, at + CHUNK));
  parser.end();
  return handler.root;
}

export const parseHtml = (html: string): Root =>
  parse(html, { decodeEntities: true, lowerCaseTags: true, recognizeSelfClosing: false });

export const parseXml = (xml: string): Root => parse(xml, { xmlMode: true, decodeEntities: true });

export function isElement(node: Node | Root | null | undefined): node is Element {
  return node !== null && node !== undefined && 'attribs' in node;
}

/** The words of a text node, or null for every other node. */
export function wordsOf(node: Node): string | null {
  return node.type === ElementType.Text && 'data' in node ? node.data : null;
}

/** What lies in a CDATA section, which feeds use for whole pages. */
export function insideCdata(node: Node): Node[] | null {
  return node.type === ElementType.CDATA && 'children' in node ? node.children : null;
}

export const attribute = (element: Element, name: string): string => element.attribs[name] ?? '';

/** Every element below, in document order. Iterative, so that depth is bounded. */
export function* elementsOf(root: Parent): Generator<Element> {
  const stack: { nodes: Node[]; at: number }[] = [{ nodes: root.children, at: 0 }];
  while (stack.length > 0) {
    const top = stack.at(-1)!;
    const node = top.nodes[top.at++];
    if (node === undefined) stack.pop();
    else if (isElement(node)) {
      yield node;
      if (stack.length < MAX_DEPTH) stack.push({ nodes: node.children, at: 0 });
    } else if (stack.length < MAX_DEPTH) {
      const inner = insideCdata(node);
      if (inner) stack.push({ nodes: inner, at: 0 });
    }
  }
}

export function findAll(root: Parent, test: (element: Element) => boolean): Element[] {
  const found: Element[] = [];
  for (const element of elementsOf(root)) if (test(element)) found.push(element);
  return found;
}

export const byName = (root: Parent, ...names: string[]): Element[] =>
  findAll(root, (element) => names.includes(element.name));

export function childElements(parent: Parent): Element[] {
  return parent.children.filter((node) => isElement(node));
}

export function parentOf(node: Node): Element | null {
  const parent = node.parent;
  return parent && isElement(parent) ? parent : null;
}

const UNSEEN = new Set(['script', 'style', 'noscript', 'template', 'head', 'svg', 'iframe', 'object']);

/** All text below, as written; what a reader cannot see is left out. */
export const rawText = (root: Parent): string => rawOf(root.children, 0);

function rawOf(nodes: Node[], depth: number): string {
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

/** Class and id together, lower case: what names of parts are looked for in. */
export function nameHints(element: Element): string {
  return `${attribute(element, 'class')} ${attribute(element, 'id')}`.toLowerCase();
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
  const visit = (nodes: Node[], depth: number): void => {
    for (const node of nodes) {
      const words = wordsOf(node);
      if (words !== null) line += words;
      else if (isElement(node)) {
        if (UNSEEN.has(node.name) || depth > MAX_DEPTH) continue;
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

interface ShortRead {
  limit: number;
  line: string | null;
}

/** Many rules ask for the same small texts; the tree changes only when the body is read, after them all. */
const READ = new WeakMap<Element, ShortRead>();

/** The text of a small part on one line; null as soon as it proves longer than `limit` (so that scans stay linear). */
export function shortText(element: Element, limit: number): string | null {
  const known = READ.get(element);
  if (known !== undefined && known.line !== null) return known.line.length > limit ? null : known.line;
  if (known !== undefined && known.limit >= limit) return null;
  const gathered = { text: '', seen: 0, limit };
  const line = gather(element.children, 0, gathered) ? squash(gathered.text) : null;
  const kept = line !== null && line.length > limit ? null : line;
  READ.set(element, { limit, line: kept });
  return kept;
}

function gather(nodes: Node[], depth: number, into: { text: string; seen: number; limit: number }): boolean {
  for (const node of nodes) {
    if (++into.seen > 300 || into.text.length > 2 * into.limit + 200) return false;
    into.text += wordsOf(node) ?? '';
    if (!isElement(node) || UNSEEN.has(node.name) || depth > 50) continue;
    if (BLOCKS.has(node.name) || node.name === 'br') into.text += ' ';
    if (!gather(node.children, depth + 1, into)) return false;
  }
  return true;
}
