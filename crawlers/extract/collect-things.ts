import {
  attribute,
  elementsOf,
  hasAttribute,
  isElement,
  scriptText,
  type Element,
  type Root,
} from './dom.ts';
import { microdataRecord } from './microdata.ts';
import { rdfaRecord } from './rdfa.ts';
import { asArray, isRecord, shortType, typesOf, type Thing } from './things.ts';
import { parseTolerantJson } from './tolerant-json.ts';

const MAX_THINGS = 5_000;
const MAX_DEPTH = 12;

/** All things of a page, outer before inner: JSON-LD first, then microdata and RDFa in page order. */
export function collectThings(root: Root, scripts: Element[], baseUrl: string): Thing[] {
  const things: Thing[] = [];
  for (const script of scripts) {
    if (!/^application\/(?:[a-z.]+\+)?ld\+json/i.test(attribute(script, 'type'))) continue;
    addJson(parseTolerantJson(scriptText(script)), things, 0);
  }
  for (const element of elementsOf(root)) {
    if (things.length >= MAX_THINGS) break;
    if (
      hasAttribute(element, 'itemscope') &&
      !(hasAttribute(element, 'itemprop') && inside(element, 'itemscope'))
    )
      addRecord(microdataRecord(element, root, baseUrl), 'microdata', things, 0);
    if (hasAttribute(element, 'typeof') && attribute(element, 'typeof') !== '' && !inside(element, 'typeof'))
      addRecord(rdfaRecord(element, baseUrl), 'rdfa', things, 0);
  }
  joinReferences(things);
  return things;
}

function inside(element: Element, mark: string): boolean {
  for (let up = element.parent; up; up = up.parent)
    if (isElement(up) && hasAttribute(up, mark) && (mark !== 'typeof' || attribute(up, mark) !== ''))
      return true;
  return false;
}

function addJson(value: unknown, things: Thing[], depth: number): void {
  if (depth > MAX_DEPTH || things.length >= MAX_THINGS) return;
  if (Array.isArray(value)) for (const item of value) addJson(item, things, depth + 1);
  else if (isRecord(value)) {
    const types = asArray(value['@type'])
      .filter((type) => typeof type === 'string')
      .map(shortType);
    if (types.length > 0) things.push({ types, props: value, syntax: 'json-ld' });
    for (const [key, inner] of Object.entries(value))
      if (typeof inner === 'object' && key !== '@context') addJson(inner, things, depth + 1);
  }
}

function addRecord(
  record: Record<string, unknown>,
  syntax: Thing['syntax'],
  things: Thing[],
  depth: number,
): void {
  if (depth > MAX_DEPTH || things.length >= MAX_THINGS) return;
  things.push({ types: typesOf(record), props: record, syntax });
  for (const inner of Object.values(record).flatMap((value) => asArray(value)))
    if (isRecord(inner)) addRecord(inner, syntax, things, depth + 1);
}

/** Properties whose things are written apart; those that lead back to the owner are left as they are. */
const REFERRING =
  'brand manufacturer offers aggregateRating review reviewRating author creator publisher image hasVariant item mainEntity'.split(
    ' ',
  );

/** `{ "@id": "#brand" }` stands for the thing that bears this id elsewhere on the page. */
function joinReferences(things: Thing[]): void {
  const known = new Map<string, Record<string, unknown>>();
  for (const { props } of things) {
    const id = props['@id'];
    if (typeof id === 'string' && Object.keys(props).length > 2 && !known.has(id)) known.set(id, props);
  }
  if (known.size === 0) return;
  for (const { props } of things)
    for (const key of REFERRING) {
      const value = props[key];
      if (Array.isArray(value)) props[key] = value.map((item: unknown) => joined(item, props, known));
      else if (value !== undefined) props[key] = joined(value, props, known);
    }
}

function joined(value: unknown, owner: unknown, known: Map<string, Record<string, unknown>>): unknown {
  if (!isRecord(value) || typeof value['@id'] !== 'string') return value;
  const keys = Object.keys(value);
  if (keys.length > 2 || (keys.length === 2 && value['@type'] === undefined)) return value;
  const found = known.get(value['@id']);
  return found === undefined || found === owner ? value : found;
}
