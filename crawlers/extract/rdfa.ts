import { attribute, childElements, type Element } from './dom.ts';
import { propertyValue } from './microdata.ts';
import { absoluteUrl } from './page-url.ts';
import { addProperty, shortType, wordsIn } from './things.ts';

const MAX_DEPTH = 12;

/** GoodRelations, in which shops described their offers before schema.org took its words over. */
const GOOD_RELATIONS: Record<string, string> = {
  offering: 'product',
  unitpricespecification: 'unitpricespecification',
  hascurrencyvalue: 'price',
  hascurrency: 'priceCurrency',
  haspricespecification: 'offers',
  hasstockkeepingunit: 'sku',
  'hasean_ucc-13': 'gtin13',
  'hasgtin-14': 'gtin14',
  hasmpn: 'mpn',
  hasmanufacturer: 'manufacturer',
  hasbrand: 'brand',
};

/** An RDFa item in the shape of JSON-LD. RDFa Lite 1.1 (`vocab typeof property resource prefix`) and `about`, `rel`. */
export function rdfaRecord(scope: Element, baseUrl: string, depth = 0): Record<string, unknown> {
  const record: Record<string, unknown> = { '@type': wordsIn(attribute(scope, 'typeof')).map(typeName) };
  const id = attribute(scope, 'resource') || attribute(scope, 'about');
  if (id !== '') record['@id'] = absoluteUrl(id, baseUrl) ?? id;
  if (depth <= MAX_DEPTH) readProperties(scope, record, baseUrl, depth);
  return record;
}

function readProperties(
  scope: Element,
  record: Record<string, unknown>,
  baseUrl: string,
  depth: number,
): void {
  // `rel` names the items inside it, in the older manner: they wait for the next `typeof` below.
  const pending = childElements(scope)
    .reverse()
    .map((element) => ({ element, named: [] as string[] }));
  while (pending.length > 0) {
    const { element, named } = pending.pop()!;
    const nested = attribute(element, 'typeof') !== '';
    const own = namesIn(element, 'property');
    const related = namesIn(element, 'rel').concat(named);
    if (nested) {
      const value = rdfaRecord(element, baseUrl, depth + 1);
      const names = [...own, ...related];
      for (const name of names.length > 0 ? names : ['@inside']) addProperty(record, name, value);
      continue;
    }
    for (const name of own) addProperty(record, name, valueOf(element, baseUrl));
    const target = attribute(element, 'resource') || attribute(element, 'href');
    if (own.length === 0 && related.length > 0 && target !== '')
      for (const name of related) addProperty(record, name, absoluteUrl(target, baseUrl) ?? target);
    const children = childElements(element).reverse();
    for (const child of children) pending.push({ element: child, named: target === '' ? related : [] });
  }
}

/** `resource` and `href` give an address; words are what is meant where neither stands. */
function valueOf(element: Element, baseUrl: string): string {
  const resource = attribute(element, 'resource');
  if (element.attribs['content'] === undefined && resource !== '')
    return absoluteUrl(resource, baseUrl) ?? resource;
  const datetime = attribute(element, 'datetime');
  return element.attribs['content'] === undefined && datetime !== ''
    ? datetime
    : propertyValue(element, baseUrl);
}

/** `rel` also says `nofollow` and `stylesheet`: only names with a prefix, or a whole address, are properties. */
function namesIn(element: Element, key: 'property' | 'rel'): string[] {
  return wordsIn(attribute(element, key))
    .filter((name) => key === 'property' || /[:/]/.test(name))
    .map(termName);
}

/** A term without its prefix or vocabulary, in schema.org's words where GoodRelations has its own. */
function termName(name: string): string {
  const term = name.replace(/^.*[/#]/, '').replace(/^\w+:(?=\w)/, '');
  return GOOD_RELATIONS[term.toLowerCase()] ?? term;
}

const typeName = (name: string): string => GOOD_RELATIONS[shortType(name)] ?? shortType(name);
