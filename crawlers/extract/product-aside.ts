import { nameTest, type Element } from './dom.ts';

const isCalledAside = nameTest(
  /(related|(?<!not-)recommend|similar|carousel|also|upsell|cross-?sell|recently|sidebar|footer|compare|accessor|review|comment|sims|sponsor|bundle)/,
);

/** Whether the element stands in a part about other things: recommendations, reviews, the page's foot. */
export function insideAside(element: Element): boolean {
  for (let up: Element['parent'] = element, depth = 0; up && depth < 12; up = up.parent, depth++) {
    if (!('attribs' in up)) return false;
    if (up.name === 'aside' || up.name === 'footer' || up.name === 'nav') return true;
    if (isCalledAside(up) && up.name !== 'body' && up.name !== 'html') return true;
  }
  return false;
}
