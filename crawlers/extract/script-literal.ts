/** Deeper and longer literals than these are programs, not data. */
const MAX_DEPTH = 60;
const MAX_NODES = 300_000;

/**
 * A JavaScript object or array literal as a value: bare keys, single quotes, trailing commas, `!0`, `undefined`.
 * undefined where it is not plain data (a call, a function, a template with parts).
 */
export function readLiteral(text: string): unknown {
  const reader: Reader = { text, at: 0, nodes: 0 };
  try {
    return value(reader, 0);
  } catch (error) {
    if (error instanceof NotData) return undefined;
    throw error;
  }
}

interface Reader {
  text: string;
  at: number;
  nodes: number;
  /** Names that stand for values given later, in a call. */
  names?: Set<string>;
}

/** A name in the body of a function, to be replaced by what the function is called with. */
class Named {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

const FUNCTION = /\s*[(!]?\s*function\s*\(([\w$,\s]*)\)\s*\{\s*return\s*/y;
const CALL = /\s*;?\s*\}\s*\)?\s*\(/y;

/**
 * Data written as a call, `(function(a,b){return {x:a}}(1,2))`: how Nuxt hands its state over. Only a body that is one
 * literal of plain data and names counts; undefined for every other program.
 */
export function readCalledLiteral(text: string): unknown {
  FUNCTION.lastIndex = 0;
  const head = FUNCTION.exec(text);
  if (head === null) return undefined;
  const names = head[1]!.split(',').map((name) => name.trim());
  const reader: Reader = { text, at: FUNCTION.lastIndex, nodes: 0, names: new Set(names) };
  try {
    const body = value(reader, 0);
    if (take(reader, CALL) === null) return undefined;
    reader.at -= 1;
    const given = list(reader, 0, ')');
    return filled(body, new Map(names.map((name, i) => [name, given[i] ?? null])), { left: MAX_NODES });
  } catch (error) {
    if (error instanceof NotData) return undefined;
    throw error;
  }
}

/** The body with every name replaced; a value named twice is shared, so its parts are gone through once a use. */
function filled(body: unknown, given: Map<string, unknown>, budget: { left: number }): unknown {
  if (--budget.left < 0) throw new NotData();
  if (body instanceof Named) return given.get(body.name);
  if (Array.isArray(body)) return body.map((item) => filled(item, given, budget));
  if (typeof body !== 'object' || body === null) return body;
  for (const [key, item] of Object.entries(body))
    (body as Record<string, unknown>)[key] = filled(item, given, budget);
  return body;
}

class NotData extends Error {}

const SPACE = /(?:\s|\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\/|\/\/[^\n]*)*/y;
const WORD = /[A-Za-z_$][\w$]*/y;
const NUMBER = /[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/iy;
const BARE: Record<string, unknown> = {
  true: true,
  false: false,
  null: null,
  undefined: null,
  NaN: null,
  Infinity: null,
};

function take(reader: Reader, form: RegExp): string | null {
  form.lastIndex = reader.at;
  const match = form.exec(reader.text);
  if (match === null) return null;
  reader.at = form.lastIndex;
  return match[0];
}

function next(reader: Reader): string {
  take(reader, SPACE);
  return reader.text[reader.at] ?? '';
}

function value(reader: Reader, depth: number): unknown {
  if (depth > MAX_DEPTH || ++reader.nodes > MAX_NODES) throw new NotData();
  const char = next(reader);
  if (char === '{') return object(reader, depth);
  if (char === '[') return list(reader, depth, ']');
  if (char === '"' || char === "'" || char === '`') return quoted(reader, char);
  if (char === '!') {
    reader.at += 2;
    return reader.text[reader.at - 1] === '0';
  }
  const number = take(reader, NUMBER);
  if (number !== null) return Number(number);
  const word = take(reader, WORD);
  if (word !== null && reader.names?.has(word)) return new Named(word);
  if (word === 'void' && next(reader) === '0') {
    reader.at += 1;
    return null;
  }
  if (word === null || !(word in BARE)) throw new NotData();
  return BARE[word];
}

function object(reader: Reader, depth: number): Record<string, unknown> {
  const record: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  reader.at += 1;
  for (;;) {
    const char = next(reader);
    if (char === '}') {
      reader.at += 1;
      return record;
    }
    const key =
      char === '"' || char === "'" ? quoted(reader, char) : (take(reader, WORD) ?? take(reader, NUMBER));
    if (key === null || next(reader) !== ':') throw new NotData();
    reader.at += 1;
    record[key] = value(reader, depth + 1);
    divide(reader, '}');
  }
}

function list(reader: Reader, depth: number, end: ']' | ')'): unknown[] {
  const items: unknown[] = [];
  reader.at += 1;
  while (next(reader) !== end) {
    items.push(value(reader, depth + 1));
    divide(reader, end);
  }
  reader.at += 1;
  return items;
}

/** A comma, or the end that comes next. */
function divide(reader: Reader, end: string): void {
  const char = next(reader);
  if (char === ',') reader.at += 1;
  else if (char !== end) throw new NotData();
}

const ESCAPES: Record<string, string> = { n: '\n', t: '\t', r: '', b: '', f: '', v: ' ', '0': '', '\n': '' };

function quoted(reader: Reader, mark: string): string {
  const { text } = reader;
  let out = '';
  let from = reader.at + 1;
  for (let at = from; at < text.length; at++) {
    const char = text[at]!;
    if (char === mark) {
      reader.at = at + 1;
      return out + text.slice(from, at);
    }
    if (char === '$' && mark === '`' && text[at + 1] === '{') break;
    if (char !== '\\') continue;
    out += text.slice(from, at);
    const code = /^(?:u([\da-f]{4})|x([\da-f]{2}))/i.exec(text.slice(at + 1, at + 6));
    out += code
      ? String.fromCharCode(parseInt(code[1] ?? code[2]!, 16))
      : (ESCAPES[text[at + 1]!] ?? text[at + 1] ?? '');
    at += code ? code[0].length : 1;
    from = at + 1;
  }
  throw new NotData();
}
