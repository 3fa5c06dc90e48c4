import { isElement, type Element } from './dom.ts';

/**
 * How much text an element holds: characters, runs of space as one, and a Chinese one for two and a half, since it
 * says about as much. The tree's builder counts them in halves while the page is read.
 */
export const weightOf = (element: Element): number => element.halves / 2;

export const linkWeightOf = (element: Element): number => element.linkHalves / 2;

/** Share of the text that is in links, 0 to 1; an empty element is all link. */
export const linkDensity = (element: Element): number =>
  element.halves === 0 ? 1 : Math.min(1, element.linkHalves / element.halves);

/** Marks an element as no part of the text and takes its weight out of all that held it. */
export function putAside(element: Element): void {
  element.removed = true;
  const { halves, linkHalves } = element;
  for (let up = element.parent; isElement(up); up = up.parent) {
    up.halves -= halves;
    up.linkHalves -= linkHalves;
  }
}
