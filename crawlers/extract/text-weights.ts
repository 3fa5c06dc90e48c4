import { insideCdata, isElement, wordsOf, type Element, type Node, type Root } from './dom.ts';

/** How much text an element holds, and how much of it is in links. */
export interface Weight {
  all: number;
  links: number;
}

const UNCOUNTED = new Set('script style noscript template svg iframe head option'.split(' '));
const MAX_DEPTH = 400;

/** Characters that count, spaces folded: a Chinese character says about as much as two and a half Latin ones. */
export function weightOf(text: string): number {
  let weight = 0;
  let space = true;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code <= 32 || code === 160 || code === 0x3000) {
      if (!space) weight += 1;
      space = true;
    } else {
      weight += (code >= 0x3040 && code <= 0x9fff) || (code >= 0xac00 && code <= 0xd7af) ? 2.5 : 1;
      space = false;
    }
  }
  return weight;
}

/** The weights of every element in one walk, so that asking is cheap however deep the tree. */
export class TextWeights {
  readonly #weights = new Map<Element, Weight>();

  constructor(root: Root) {
    this.#measure(root.children, 0, false);
  }

  of(element: Element): Weight {
    return this.#weights.get(element) ?? { all: 0, links: 0 };
  }

  /** Share of the text that is in links, 0 to 1; an empty element is all link. */
  linkDensity(element: Element): number {
    const { all, links } = this.of(element);
    return all === 0 ? 1 : Math.min(1, links / all);
  }

  /** Takes a node out of the tree and its weight out of all that held it. */
  remove(node: Element): void {
    const { all, links } = this.of(node);
    const { parent } = node;
    if (!parent) return;
    const at = parent.children.indexOf(node);
    if (at < 0) return;
    parent.children.splice(at, 1);
    for (let up: Element['parent'] = parent; isElement(up); up = up.parent) {
      const weight = this.#weights.get(up);
      if (!weight) continue;
      weight.all -= all;
      weight.links -= links;
    }
  }

  #measure(nodes: Node[], depth: number, inLink: boolean): Weight {
    const sum: Weight = { all: 0, links: 0 };
    for (const node of nodes) {
      const words = wordsOf(node);
      if (words !== null) {
        const weight = weightOf(words);
        sum.all += weight;
        if (inLink) sum.links += weight;
      } else if (isElement(node)) {
        if (UNCOUNTED.has(node.name) || depth > MAX_DEPTH) continue;
        const inner = this.#measure(node.children, depth + 1, inLink || node.name === 'a');
        this.#weights.set(node, inner);
        sum.all += inner.all;
        sum.links += inner.links;
      } else {
        const inner = this.#measure(insideCdata(node) ?? [], depth + 1, inLink);
        sum.all += inner.all;
        sum.links += inner.links;
      }
    }
    return sum;
  }
}
