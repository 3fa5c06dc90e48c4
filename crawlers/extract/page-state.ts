import { attribute, scriptText, type Element } from './dom.ts';
import { oncePerPage, type Page } from './page.ts';
import { readCalledLiteral, readLiteral } from './script-literal.ts';

type Json = Record<string, unknown>;

/** What is read of a page's scripts at most: the data of a page, not its program. */
const MAX_CHARS = 3_000_000;
const MAX_LITERALS = 60;
const MAX_NODES = 200_000;
const MAX_DEPTH = 40;

const PROGRAM = /^(?:|text\/javascript|application\/javascript|module|text\/ecmascript)$/i;
const DATA = /^(?:application|text)\/(?:[\w.+-]*\+)?(?:x-)?json/i;
/** Where data is handed over: `window.__STATE__ = {`, `var meta = [`, `dataLayer.push({`, `JSON.parse("`. */
const HANDED =
  /(?:[\w$\])]\s*=\s*|\bpush\(\s*|,\s*['"]?(?:view_item|product|detail)['"]?\s*,\s*)(?=[{[])|=\s*(?=\(\s*function\s*\()|JSON\.parse\(\s*(?=["'])/g;

/**
 * Values that scripts carry for the page's own program, as far as they speak of prices:
 * `__NEXT_DATA__`, `window.__STATE__`, `g_page_config`, a data layer. Bounded, in page order.
 */
export const stateValues = oncePerPage(readState);

function readState(page: Page): unknown[] {
  const values: unknown[] = [];
  let flight = '';
  let left = MAX_CHARS;
  for (const script of page.scripts) {
    if (attribute(script, 'src') !== '' || left <= 0 || values.length >= MAX_LITERALS) continue;
    const found = fromScript(script, left);
    left -= found.read;
    for (const value of found.values) {
      const chunk = flightChunk(value);
      if (chunk === null) values.push(value);
      else flight += chunk;
    }
  }
  return flight === '' ? values : [...values, ...flightValues(flight)];
}

/** Next.js streams its state: `self.__next_f.push([1, "2:{…}\n3:[…]"])`, rows of JSON cut anywhere. */
const flightChunk = (value: unknown): string | null =>
  Array.isArray(value) && value.length === 2 && value[0] === 1 && typeof value[1] === 'string'
    ? value[1]
    : null;

function flightValues(flight: string): unknown[] {
  const values: unknown[] = [];
  for (const row of flight.split('\n')) {
    const json = /^[\da-f]+:(?=[[{])/.exec(row);
    if (json === null || !/price/i.test(row) || values.length >= MAX_LITERALS) continue;
    try {
      values.push(JSON.parse(row.slice(json[0].length)) as unknown);
    } catch {
      // a row cut short by the bounds holds nothing that can be read
    }
  }
  return values;
}

function fromScript(script: Element, limit: number): { values: unknown[]; read: number } {
  const type = attribute(script, 'type');
  const data = DATA.test(type);
  if (!data && !PROGRAM.test(type)) return { values: [], read: 0 };
  const text = scriptText(script);
  if (text.length > limit || !/price/i.test(text)) return { values: [], read: 0 };
  if (data && !/ld\+json/i.test(type)) return { values: read(text.trim()), read: text.length };
  return { values: data ? [] : literals(text), read: text.length };
}

function read(text: string): unknown[] {
  try {
    return [JSON.parse(text) as unknown];
  } catch {
    // scripts hold JavaScript, of which JSON is only the tidy part
    const value = readLiteral(text) ?? readCalledLiteral(text);
    return value === undefined ? [] : [value];
  }
}

function literals(text: string): unknown[] {
  const values: unknown[] = [];
  HANDED.lastIndex = 0;
  for (let match = HANDED.exec(text); match && values.length < MAX_LITERALS; match = HANDED.exec(text)) {
    const start = match.index + match[0].length;
    const end = literalEnd(text, start);
    if (end < 0) return values;
    const slice = text.slice(start, end);
    if (/price/i.test(slice)) values.push(...unwrapped(slice));
    HANDED.lastIndex = Math.max(end, HANDED.lastIndex);
  }
  return values;
}

function unwrapped(slice: string): unknown[] {
  const [value] = read(slice);
  return typeof value === 'string' ? read(value) : value === undefined ? [] : [value];
}

/** Where the literal that starts here ends, brackets in strings left out; -1 when it does not. */
function literalEnd(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const char = text[at]!;
    if (char === '"' || char === "'" || char === '`') {
      at = stringEnd(text, at, char);
      if (at < 0) return -1;
      if (depth === 0) return at + 1;
    } else if (char === '{' || char === '[' || char === '(') depth += 1;
    else if (char === '}' || char === ']' || char === ')') {
      depth -= 1;
      if (depth <= 0) return at + 1;
    }
  }
  return -1;
}

function stringEnd(text: string, start: number, mark: string): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === mark) return at;
  }
  return -1;
}

/** Every record and every list of records in the values, outer before inner. */
export function walkState(
  values: unknown[],
  see: (record: Json) => void,
  lists: (list: Json[]) => void,
): void {
  let nodes = 0;
  const stack: { value: unknown; depth: number }[] = values.map((value) => ({ value, depth: 0 })).reverse();
  while (stack.length > 0 && nodes++ < MAX_NODES) {
    const { value, depth } = stack.pop()!;
    if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) continue;
    const list = Array.isArray(value);
    const inner: unknown[] = list ? (value as unknown[]) : Object.values(value);
    if (list) lists(inner.filter((item) => isRecord(item)));
    else see(value as Json);
    for (let i = Math.min(inner.length, 2_000) - 1; i >= 0; i--)
      if (typeof inner[i] === 'object') stack.push({ value: inner[i], depth: depth + 1 });
  }
}

const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
