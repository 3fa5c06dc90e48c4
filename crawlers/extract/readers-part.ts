import { attribute, parentOf, type Element } from './dom.ts';

/** Whether an element is part of what a reader wrote about the page's thing: whoever wrote that is not its author. */
export function isReaders(element: Element): boolean {
  let up: Element | null = element;
  for (let level = 0; up && level < 12; level++, up = parentOf(up)) {
    const part = attribute(up, 'itemprop') || attribute(up, 'property');
    if (/(^|[\s:])(reviews?|comment)(\s|$)/i.test(part)) return true;
    if (/(Comment|UserComments)$/.test(attribute(up, 'itemtype') || attribute(up, 'typeof'))) return true;
  }
  return false;
}
