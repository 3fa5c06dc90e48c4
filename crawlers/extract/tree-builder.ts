import { Element, MARK, Root, Section, TextNode, type Node } from './html-nodes.ts';
import type { Tag } from './html-tags.ts';

/** Deeper trees come from traps, not from writers: what lies below is left out. */
const MAX_DEPTH = 400;
/** Nodes of one page, about 250 bytes each: the longest real pages have a tenth of them. */
const MAX_NODES = 300_000;

const [SPACE, NO_BREAK, WIDE_SPACE, DOT] = [32, 160, 0x3000, 46];

/** Spaces beyond Latin 1, as JavaScript's `\s` has them, with the zero-width ones. */
const oddSpace = (code: number): boolean =>
  code === 0x1680 ||
  code === 0xfeff ||
  (code >= 0x2000 && code <= 0x200b) ||
  code === 0x2028 ||
  code === 0x2029 ||
  code === 0x202f ||
  code === 0x205f;

/** `，、。；：！？` */
const wideMark = (code: number): boolean =>
  code === 0xff0c ||
  code === 0x3001 ||
  code === 0x3002 ||
  code === 0xff1b ||
  code === 0xff1a ||
  code === 0xff01 ||
  code === 0xff1f;

/** Puts nodes into the tree and sums up, on the way out of each element, what its text comes to. */
export class TreeBuilder {
  readonly root = new Root();
  nodes = 0;
  #open: Element[] = [];
  /** Where the children of each open element begin among the nodes that wait for their parent's end. */
  #begins: number[] = [];
  #waiting: Node[] = [];
  #waits = 0;
  #section: Section | null = null;
  /** Open elements, those left out included. */
  #depth = 0;
  #links = 0;
  #text: TextNode | null = null;
  #afterSpace = true;
  #afterDot = false;

  get full(): boolean {
    return this.nodes > MAX_NODES;
  }

  open(tag: Tag, pairs: readonly string[] | null): void {
    this.#text = null;
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) return;
    this.#open.push(this.#element(tag, pairs));
    this.#begins.push(this.#waits);
    if (tag.name === 'a') this.#links += 1;
  }

  /** An element without content, opened and closed at once. */
  empty(tag: Tag, pairs: readonly string[] | null): void {
    this.#text = null;
    if (this.#depth >= MAX_DEPTH) return;
    this.#element(tag, pairs);
  }

  #element(tag: Tag, pairs: readonly string[] | null): Element {
    const { elements } = this.root;
    const place = this.#waits - (this.#begins.at(-1) ?? 0);
    const element = new Element(tag.name, pairs, this.#open.at(-1) ?? this.root, place, elements);
    this.#add(element);
    elements.push(element);
    return element;
  }

  #add(node: Node): void {
    this.nodes += 1;
    if (this.#section !== null) this.#section.children.push(node);
    else this.#waiting[this.#waits++] = node;
  }

  close(tag: Tag): void {
    this.#text = null;
    this.#depth -= 1;
    if (this.#depth >= MAX_DEPTH) return;
    const element = this.#open.pop();
    if (element === undefined) return;
    const from = this.#begins.pop()!;
    if (this.#waits > from) element.children = this.#waiting.slice(from, this.#waits);
    this.#waits = from;
    const up = this.#open.at(-1);
    element.end = this.root.elements.length;
    if (tag.name === 'a') this.#links -= 1;
    if (tag.uncounted) element.halves = element.linkHalves = 0;
    if (up === undefined) return;
    up.halves += element.halves;
    up.linkHalves += element.linkHalves;
    if (tag.unseen) return;
    up.solid += element.solid;
    up.digits += element.digits;
  }

  mark(): void {
    this.#text = null;
    if (this.#depth <= MAX_DEPTH) this.#add(MARK);
  }

  openSection(): void {
    this.#text = null;
    if (this.#depth > MAX_DEPTH) return;
    const section = new Section(this.#open.at(-1) ?? this.root);
    this.#add(section);
    this.#section = section;
  }

  closeSection(): void {
    this.#text = null;
    this.#section = null;
  }

  /** The tree, once all elements are closed. */
  finish(): Root {
    this.root.children = this.#waiting.slice(0, this.#waits);
    return this.root;
  }

  /** The text from `from` to `to`; what follows other text directly goes on with it. Programs are not counted. */
  text(source: string, from: number, to: number, counted = true): void {
    if (this.#depth > MAX_DEPTH) return;
    const data = source.slice(from, to);
    if (this.#text === null) {
      this.#text = new TextNode(data, this.#section ?? this.#open.at(-1) ?? this.root);
      this.#afterSpace = true;
      this.#afterDot = false;
      this.#add(this.#text);
    } else this.#text.data += data;
    if (counted) this.#count(source, from, to, this.#text);
  }

  #count(source: string, from: number, to: number, node: TextNode): void {
    let [blanks, spaces, wide, odd, digits, marks] = [0, 0, 0, 0, 0, 0];
    let lastBlank = this.#afterSpace ? from - 1 : from - 2;
    let lastDot = this.#afterDot ? from - 1 : from - 2;
    for (let i = from; i < to; i++) {
      const code = source.charCodeAt(i);
      if (code >= 64 && code < 128) continue; // letters, which most of a text is made of
      if (code <= SPACE || code === NO_BREAK || code === WIDE_SPACE) {
        blanks += 1;
        if (lastBlank !== i - 1) spaces += 1;
        if (lastDot === i - 1 && code === SPACE) marks += 1;
        lastBlank = i;
      } else if (code < 64) {
        if (code >= 48 && code <= 57) digits += 1;
        else if (code === DOT) lastDot = i;
        else if (code === 44 || code === 33 || code === 63 || code === 59) marks += 1; // , ! ? ;
      } else if (code >= 0x1680) {
        if ((code >= 0x3040 && code <= 0x9fff) || (code >= 0xac00 && code <= 0xd7af)) wide += 1;
        else if (wideMark(code)) marks += 1;
        else if (oddSpace(code)) odd += 1;
      }
    }
    const seen = to - from - blanks;
    const halves = 2 * (seen + spaces) + 3 * wide;
    const solid = seen - odd;
    this.#afterSpace = lastBlank === to - 1;
    this.#afterDot = lastDot === to - 1;
    node.halves += halves;
    node.marks += marks;
    const element = this.#open.at(-1);
    if (element === undefined) return;
    element.solid += solid;
    element.digits += digits;
    element.halves += halves;
    if (this.#links > 0) element.linkHalves += halves;
  }
}
