import { isElement, UNSEEN, type Element, type Node } from './dom.ts';

/** What a stretch of text comes to, and how it begins and ends: so that stretches can be put together unread. */
interface Stretch {
  halves: number;
  marks: number;
  startsWithSpace: boolean;
  startsWithBlank: boolean;
  endsWithSpace: boolean;
  endsWithDot: boolean;
  empty: boolean;
}

const nothing = (): Stretch => ({
  halves: 0,
  marks: 0,
  startsWithSpace: false,
  startsWithBlank: false,
  endsWithSpace: true,
  endsWithDot: false,
  empty: true,
});
const BREAK: Stretch = { ...nothing(), startsWithSpace: true, empty: false };

const isSpace = (code: number): boolean => code <= 32 || code === 160 || code === 0x3000;

function append(to: Stretch, next: Stretch): void {
  if (next.empty) return;
  to.halves += next.halves + (!to.endsWithSpace && next.startsWithSpace ? 2 : 0);
  to.marks += next.marks + (to.endsWithDot && next.startsWithBlank ? 1 : 0);
  if (to.empty) {
    to.startsWithSpace = next.startsWithSpace;
    to.startsWithBlank = next.startsWithBlank;
  }
  to.endsWithSpace = next.endsWithSpace;
  to.endsWithDot = next.endsWithDot;
  to.empty = false;
}

function wordsStretch(data: string, halves: number, marks: number): Stretch {
  const first = data.charCodeAt(0);
  const last = data.charCodeAt(data.length - 1);
  return {
    halves,
    marks,
    startsWithSpace: isSpace(first),
    startsWithBlank: first === 32,
    endsWithSpace: isSpace(last),
    endsWithDot: last === 46,
    empty: data === '',
  };
}

/** Sums of the text that stands directly in elements; each element is looked at once, however they nest. */
export class DirectText {
  readonly #whole = new Map<Element, Stretch>();
  readonly #blocks: ReadonlySet<string>;

  /** `blocks` are the elements whose text is their own and not their parent's. */
  constructor(blocks: ReadonlySet<string>) {
    this.#blocks = blocks;
  }

  /** Weight and punctuation of the text in the element itself and in its inline children. */
  of(element: Element): { weight: number; marks: number } {
    const sum = nothing();
    for (const node of element.children)
      if (!isElement(node) || !this.#blocks.has(node.name)) this.#add(sum, node);
    return { weight: sum.halves / 2, marks: sum.marks };
  }

  #add(sum: Stretch, node: Node): void {
    if (node.kind === 'text') append(sum, wordsStretch(node.data, node.halves, node.marks));
    else if (!isElement(node) || node.removed) return;
    else if (node.name === 'br') append(sum, BREAK);
    else if (!UNSEEN.has(node.name)) append(sum, this.#wholeOf(node));
  }

  #wholeOf(element: Element): Stretch {
    const known = this.#whole.get(element);
    if (known !== undefined) return known;
    const sum = nothing();
    for (const node of element.children) this.#add(sum, node);
    this.#whole.set(element, sum);
    return sum;
  }
}
