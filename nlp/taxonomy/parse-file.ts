import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import { FACETS, type Facet } from '../../core/words.ts';
import { readFlowLines, type FlowFile, type FlowValue } from './flow-lines.ts';
import { readEntry } from './read-entry.ts';
import type { TaxonomyFile } from './taxonomy-types.ts';

const TOP_KEYS = new Set(['facet', 'concepts', 'contexts', 'modifiers', 'guards']);

/** Reads and checks one taxonomy file; problems are added as `file:line: key: what is wrong`. */
export function parseTaxonomyFile(text: string, file: string, problems: string[]): TaxonomyFile {
  const empty: TaxonomyFile = {
    file,
    facet: null,
    entries: [],
    contexts: new Map(),
    modifiers: [],
    guards: [],
  };
  const parsed = readFlowLines(text) ?? readYaml(text, file, problems);
  if (parsed === null) return empty;
  const at = (path: string): string => `${file}:${parsed.lines.get(path) ?? 1}: ${path}`;
  for (const key of Object.keys(parsed.value)) {
    if (!TOP_KEYS.has(key)) problems.push(`${at(key)}: unknown key; known are ${[...TOP_KEYS].join(', ')}`);
  }
  const facet = readFacet(parsed.value.facet, at('facet'), problems);
  const result = { ...empty, facet };
  result.modifiers = readWords(parsed.value.modifiers, at('modifiers'), problems);
  result.guards = readWords(parsed.value.guards, at('guards'), problems);
  for (const [name, words] of mappingOf(parsed.value.contexts, at('contexts'), problems)) {
    result.contexts.set(name, readWords(words, at(`contexts.${name}`), problems));
  }
  const concepts = mappingOf(parsed.value.concepts, at('concepts'), problems);
  if (concepts.length > 0 && facet === null) {
    problems.push(`${at('concepts')}: the file needs "facet:", one of ${FACETS.join(', ')}`);
    return result;
  }
  for (const [slug, value] of concepts) {
    const place = { file, line: parsed.lines.get(`concepts.${slug}`) ?? 1, path: `concepts.${slug}` };
    const entry = readEntry({ facet: facet ?? 'style', slug, value, place, problems });
    if (entry !== null) result.entries.push(entry);
  }
  return result;
}

function readFacet(value: FlowValue | undefined, at: string, problems: string[]): Facet | null {
  if (value === undefined) return null;
  if (FACETS.includes(value as Facet)) return value as Facet;
  problems.push(`${at}: is no facet; use one of ${FACETS.join(', ')}`);
  return null;
}

export function readWords(value: FlowValue | undefined, at: string, problems: string[]): string[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    problems.push(`${at}: must be a list of words, like [a, b]`);
    return [];
  }
  const bad = value.filter((word) => typeof word === 'object' || String(word).trim() === '');
  if (bad.length > 0) problems.push(`${at}: every item must be a word`);
  return value.filter((word) => typeof word !== 'object').map((word) => String(word).trim());
}

function mappingOf(value: FlowValue | undefined, at: string, problems: string[]): [string, FlowValue][] {
  if (value === undefined) return [];
  if (typeof value === 'object' && !Array.isArray(value)) return Object.entries(value);
  problems.push(`${at}: must be a mapping, one name: { … } a line`);
  return [];
}

/** The full YAML parser, for files written in another style and for saying where a file is broken. */
function readYaml(text: string, file: string, problems: string[]): FlowFile | null {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter });
  for (const error of document.errors) {
    const line = lineCounter.linePos(error.pos[0]).line;
    problems.push(`${file}:${line}: not YAML: ${error.message.split('\n')[0] ?? ''}`);
  }
  if (document.errors.length > 0) return null;
  const value: unknown = document.toJS({ maxAliasCount: 100 });
  if (value === null) return { value: {}, lines: new Map() };
  if (typeof value !== 'object' || Array.isArray(value)) {
    problems.push(`${file}:1: the file must be a mapping with "facet:" and "concepts:"`);
    return null;
  }
  const lines = new Map<string, number>();
  collectLines(document.contents, '', 0, (path, offset) => lines.set(path, lineCounter.linePos(offset).line));
  return { value: value as Record<string, FlowValue>, lines };
}

function collectLines(
  node: unknown,
  prefix: string,
  depth: number,
  add: (path: string, offset: number) => void,
): void {
  if (!isMap(node) || depth > 1) return;
  for (const pair of node.items) {
    if (!isScalar(pair.key)) continue;
    const path = `${prefix}${String(pair.key.value)}`;
    add(path, pair.key.range?.[0] ?? 0);
    collectLines(pair.value, `${path}.`, depth + 1, add);
  }
}
