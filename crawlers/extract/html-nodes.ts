import type { NameHints } from './name-hints.ts';

/** A page's tree: small nodes with what the rules ask for most, counted while the page is read. */
export type Node = Element | TextNode | Section | Mark;
export type Parent = Root | Element;

const NONE: readonly string[] = [];
/** Elements without children share one list, which stays empty. */
const CHILDLESS: Node[] = [];

export class TextNode {
  readonly kind = 'text';
  data: string;
  /** Its weight (see text-weights.ts), in halves, and its marks of punctuation. */
  halves = 0;
  marks = 0;
  readonly parent: Parent | Section;
  constructor(data: string, parent: Parent | Section) {
    this.data = data;
    this.parent = parent;
  }
}

/** A CDATA section of XML, which feeds use for whole pages. */
export class Section {
  readonly kind = 'section';
  readonly children: Node[] = [];
  readonly parent: Parent | Section;
  constructor(parent: Parent | Section) {
    this.parent = parent;
  }
}

/** A comment or a declaration: it holds its place among the children and says nothing. */
export class Mark {
  readonly kind = 'mark';
  readonly parent = null;
}
export const MARK = new Mark();

export class Root {
  readonly kind = 'root';
  children: Node[] = CHILDLESS;
  readonly parent = null;
  /** All elements in document order. */
  readonly elements: Element[] = [];
}

export class Element {
  readonly kind = 'element';
  readonly name: string;
  /** Names and values by turns, as far as the tag had any. */
  readonly pairs: readonly string[];
  readonly parent: Parent | null;
  children: Node[] = CHILDLESS;
  /** All elements of the page; those below this one are from `order + 1` to `end`. */
  readonly elements: Element[];
  readonly order: number;
  /** Its place among its parent's children. */
  readonly place: number;
  end: number;
  /** Visible characters that are no space, and the digits among them, here and below. */
  solid = 0;
  digits = 0;
  /** The weight of the text (see text-weights.ts) and of that in links, in halves. */
  halves = 0;
  linkHalves = 0;
  /** Set where the body's reader has put this element aside. */
  removed = false;
  /** What `shortText` found, and the limit it was looked for with. */
  line: string | null = null;
  lineLimit = -1;
  hints: NameHints | null = null;

  constructor(
    name: string,
    pairs: readonly string[] | null,
    parent: Parent,
    place: number,
    elements: Element[],
  ) {
    this.name = name;
    this.pairs = pairs ?? NONE;
    this.parent = parent;
    this.place = place;
    this.elements = elements;
    this.order = elements.length;
    this.end = this.order + 1;
  }

  /** The attributes as a record: rules that look at all elements ask `attribute` and `hasAttribute`. */
  get attribs(): Record<string, string> {
    const record: Record<string, string> = {};
    for (let i = 0; i < this.pairs.length; i += 2) record[this.pairs[i]!] = this.pairs[i + 1]!;
    return record;
  }
}
