/** What the reader has to know of a tag's name: HTML's void and raw elements, and which end tags may be left out. */
export interface Tag {
  name: string;
  /** A small number of its own, to count how many of the name are open. */
  id: number;
  empty: boolean;
  /** Open elements on top of the stack that this start tag ends. */
  ends: ReadonlySet<string> | null;
  /** `in`: svg and math, where `/>` closes; `out`: HTML inside of them. */
  foreign: 'in' | 'out' | null;
  /** Its content is text up to its end tag, with character references or without. */
  raw: 'text' | 'references' | null;
  /** What a reader cannot see. */
  unseen: boolean;
  /** What the weights of text leave out. */
  uncounted: boolean;
}

const words = (text: string): string[] => text.split(' ');
const EMPTY = new Set(
  words(
    'area base basefont br col command embed frame hr img input isindex keygen link meta param source track wbr',
  ),
);
export const UNSEEN: ReadonlySet<string> = new Set(
  words('script style noscript template head svg iframe object'),
);
const UNCOUNTED = new Set(words('script style noscript template svg iframe head option'));
const RAW = new Set(words('script style textarea xmp'));
const FOREIGN = new Set(['math', 'svg']);
const HTML_INSIDE = new Set(words('mi mo mn ms mtext annotation-xml foreignobject desc title'));

const FORM = 'input option optgroup select button datalist textarea';
const ENDS: [string, string][] = [
  ['tr', 'tr th td'],
  ['th', 'th'],
  ['td', 'thead th td'],
  ['body', 'head link script'],
  ['li', 'li'],
  ['select input output button datalist textarea', FORM],
  ['option', 'option'],
  ['optgroup', 'optgroup option'],
  ['dd dt', 'dd dt'],
  ['rt rp', 'rt rp'],
  ['tbody tfoot', 'thead tbody'],
  [
    'p h1 h2 h3 h4 h5 h6 address article aside blockquote details div dl fieldset figcaption figure footer form header hr main nav ol pre section table ul',
    'p',
  ],
];
const ENDED = new Map(
  ENDS.flatMap(([names, ended]) => words(names).map((name) => [name, new Set(words(ended))] as const)),
);
const COMMON = words(
  'html title a abbr b big canvas caption center cite code colgroup dfn em font h1 i ins kbd label legend map mark menu meter nobr object optgroup picture progress q s samp slot small span strike strong style sub summary sup template thead time tt u var video audio del dialog g path use rect circle defs symbol polygon noscript iframe',
);

/** A tag that nobody has seen yet; unknown names are numbered after the known ones. */
export function makeTag(name: string, id: number): Tag {
  return {
    name,
    id,
    empty: EMPTY.has(name),
    ends: ENDED.get(name) ?? null,
    foreign: FOREIGN.has(name) ? 'in' : HTML_INSIDE.has(name) ? 'out' : null,
    raw: name === 'title' ? 'references' : RAW.has(name) ? 'text' : null,
    unseen: UNSEEN.has(name),
    uncounted: UNCOUNTED.has(name),
  };
}

export const KNOWN_TAGS: ReadonlyMap<string, Tag> = new Map(
  [
    ...new Set([
      ...EMPTY,
      ...UNSEEN,
      ...UNCOUNTED,
      ...RAW,
      ...FOREIGN,
      ...HTML_INSIDE,
      ...ENDED.keys(),
      ...COMMON,
    ]),
  ].map((name, id) => [name, makeTag(name, id)]),
);
