/**
 * A quick reader for the shipped shape of a taxonomy file: block keys of two levels, each concept one flow mapping on
 * one line. It is a strict subset of YAML; anything else gives null and the full parser takes over.
 */
export type FlowValue = string | number | boolean | FlowValue[] | { [key: string]: FlowValue };

export interface FlowFile {
  value: Record<string, FlowValue>;
  /** Line (from 1) of `key` and of `key.inner`. */
  lines: Map<string, number>;
}

/** Plain scalars that YAML 1.2 reads as something else than a string. */
const ODD_SCALAR =
  /^(?:null|Null|NULL|~|True|TRUE|False|FALSE|[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?|0[xo].*|[-+]?\.(?:inf|nan))$/i;
const TOP = /^([a-z_]+):(?: +(.*))?$/;
const INNER = /^ {2}([a-z0-9][a-z0-9_-]*): +(.*)$/;

export function readFlowLines(text: string): FlowFile | null {
  const value: Record<string, FlowValue> = {};
  const lines = new Map<string, number>();
  let open: { name: string; inner: Record<string, FlowValue> } | null = null;
  const all = text.split('\n');
  for (let index = 0; index < all.length; index += 1) {
    const line = (all[index] ?? '').trimEnd();
    if (line === '' || /^ *#/.test(line)) continue;
    const inner: RegExpExecArray | null = open === null ? null : INNER.exec(line);
    const found: RegExpExecArray | null = inner ?? TOP.exec(line);
    const key: string | undefined = found?.[1];
    if (found === null || key === undefined) return null;
    const into: Record<string, FlowValue> = inner !== null && open !== null ? open.inner : value;
    const path = inner !== null && open !== null ? `${open.name}.${key}` : key;
    if (Object.hasOwn(into, key)) return null;
    lines.set(path, index + 1);
    if (inner === null) open = null;
    if (found[2] === undefined) {
      open = { name: key, inner: {} };
      value[key] = open.inner;
      continue;
    }
    const parsed = parseFlow(found[2]);
    if (parsed === null) return null;
    into[key] = parsed;
  }
  return { value, lines };
}

/** One flow value that fills the whole text, or null where it is not of the plain kind. */
export function parseFlow(text: string): FlowValue | null {
  const cursor = { text, at: 0 };
  const value = readValue(cursor);
  if (value === null || text.slice(cursor.at).trim() !== '') return null;
  return value;
}

interface Cursor {
  text: string;
  at: number;
}

function readValue(cursor: Cursor): FlowValue | null {
  skipBlanks(cursor);
  const char = cursor.text[cursor.at];
  if (char === '[') return readList(cursor);
  if (char === '{') return readMapping(cursor);
  if (char === "'") return readQuoted(cursor);
  return readPlain(cursor);
}

function readList(cursor: Cursor): FlowValue[] | null {
  const list: FlowValue[] = [];
  cursor.at += 1;
  for (;;) {
    skipBlanks(cursor);
    if (take(cursor, ']')) return list;
    const value = readValue(cursor);
    if (value === null) return null;
    list.push(value);
    skipBlanks(cursor);
    if (!take(cursor, ',') && cursor.text[cursor.at] !== ']') return null;
  }
}

function readMapping(cursor: Cursor): { [key: string]: FlowValue } | null {
  const mapping: { [key: string]: FlowValue } = {};
  cursor.at += 1;
  for (;;) {
    skipBlanks(cursor);
    if (take(cursor, '}')) return mapping;
    const key = /[a-z_]+(?=: )/y;
    key.lastIndex = cursor.at;
    const name = key.exec(cursor.text)?.[0];
    if (name === undefined || Object.hasOwn(mapping, name)) return null;
    cursor.at += name.length + 1;
    const value = readValue(cursor);
    if (value === null) return null;
    mapping[name] = value;
    skipBlanks(cursor);
    if (!take(cursor, ',') && cursor.text[cursor.at] !== '}') return null;
  }
}

function readQuoted(cursor: Cursor): string | null {
  const quoted = /'((?:[^']|'')*)'/y;
  quoted.lastIndex = cursor.at;
  const found = quoted.exec(cursor.text);
  if (found === null) return null;
  cursor.at = quoted.lastIndex;
  return (found[1] ?? '').replaceAll("''", "'");
}

/** Plain scalars without any sign that YAML would read another way. */
function readPlain(cursor: Cursor): FlowValue | null {
  const plain = /[^\s,[\]{}:#'"&*!|>%@`?-](?:[^,[\]{}:#"\\]|:(?=[^\s,[\]{}]))*/y;
  plain.lastIndex = cursor.at;
  const found = plain.exec(cursor.text)?.[0].trimEnd();
  if (found === undefined) return null;
  cursor.at += found.length;
  if (/^\d{1,4}$/.test(found) && !/^0\d/.test(found)) return Number(found);
  if (found === 'true' || found === 'false') return found === 'true';
  return ODD_SCALAR.test(found) ? null : found;
}

function skipBlanks(cursor: Cursor): void {
  while (cursor.text[cursor.at] === ' ') cursor.at += 1;
}

function take(cursor: Cursor, char: string): boolean {
  if (cursor.text[cursor.at] !== char) return false;
  cursor.at += 1;
  return true;
}
