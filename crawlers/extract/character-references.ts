import { Parser } from 'htmlparser2';

/**
 * Character references as htmlparser2 reads them. Each distinct one is asked for once a process; pages repeat the
 * same few. In attributes `&copy=` stays as it is (HTML standard, named character reference state).
 */
const LONGEST = 40;
const MOST = 4_000;
const IN_TEXT = new Map<string, string>();
const IN_ATTRIBUTE = new Map<string, string>();

const isName = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 35;

/** The text with its references replaced, from `from` to `to`, of which `first` is the first ampersand. */
export function decodeReferences(
  source: string,
  from: number,
  to: number,
  first: number,
  inAttribute: boolean,
): string {
  let text = '';
  let at = from;
  for (let amp = first; amp >= 0 && amp < to; amp = source.indexOf('&', at)) {
    let end = amp + 1;
    while (end < to && end - amp < LONGEST && isName(source.charCodeAt(end))) end += 1;
    const mark = end < to ? source[end]! : '';
    const name = source.slice(amp, mark === ';' || mark === '=' ? end + 1 : end);
    text += source.slice(at, amp) + (name.length === 1 ? name : referenceOf(name, inAttribute));
    at = amp + name.length;
  }
  return text + source.slice(at, to);
}

function referenceOf(name: string, inAttribute: boolean): string {
  const known = inAttribute ? IN_ATTRIBUTE : IN_TEXT;
  const before = known.get(name);
  if (before !== undefined) return before;
  const value = inAttribute ? askAttribute(name) : askText(name);
  if (known.size >= MOST) known.clear();
  known.set(` ${name}`.slice(1), value);
  return value;
}

function askText(name: string): string {
  let text = '';
  const parser = new Parser({ ontext: (part) => void (text += part) });
  parser.end(`${name} `);
  return text.slice(0, -1);
}

function askAttribute(name: string): string {
  let value = '';
  const parser = new Parser({ onattribute: (_name, found) => void (value = found) });
  parser.end(`<i a="${name} ">`);
  return value.slice(0, -1);
}
