import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { basename, join } from 'node:path';
import { AppError } from '../../core/errors.ts';
import { sha256Hex } from '../../core/hash.ts';
import type { Concept } from '../../core/reading.ts';
import { checkTaxonomy } from './check-taxonomy.ts';
import { parseTaxonomyFile } from './parse-file.ts';
import type { Taxonomy, TaxonomyEntry, TaxonomyFile } from './taxonomy-types.ts';

export type { Taxonomy } from './taxonomy-types.ts';

export interface TaxonomyOptions {
  /** Folders of the user's own YAML files; a concept of the same id replaces the shipped one. */
  folders?: string[];
  /** Accepted candidates; one of an existing id adds its aliases to it. */
  concepts?: Concept[];
}

/** The shipped YAML beside this file, then the given folders, then the given concepts. Throws BAD_CONFIG with all problems. */
export function loadTaxonomy(options: TaxonomyOptions = {}): Taxonomy {
  const problems: string[] = [];
  const shipped = fileURLToPath(new URL('.', import.meta.url));
  const files = [
    ...readFolder(shipped, '', problems),
    ...(options.folders ?? []).flatMap((folder) => readFolder(folder, `${folder}/`, problems)),
  ];
  const entries = new Map<string, TaxonomyEntry>();
  for (const file of files) addFile(file, entries, problems);
  for (const concept of options.concepts ?? []) addConcept(concept, entries);
  const taxonomy = assemble(files, [...entries.values()]);
  checkTaxonomy(taxonomy, problems);
  if (problems.length > 0) {
    throw new AppError('BAD_CONFIG', `The taxonomy has problems:\n  ${problems.join('\n  ')}`);
  }
  return taxonomy;
}

function readFolder(folder: string, prefix: string, problems: string[]): TaxonomyFile[] {
  if (!existsSync(folder)) {
    problems.push(`${folder}:1: there is no such folder; create it or leave it out of the settings`);
    return [];
  }
  const names = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));
  return names
    .sort()
    .map((name) =>
      parseTaxonomyFile(readFileSync(join(folder, name), 'utf8'), `${prefix}${basename(name)}`, problems),
    );
}

/** Within one folder an id stands once; a later folder may replace an earlier one's. */
function addFile(file: TaxonomyFile, entries: Map<string, TaxonomyEntry>, problems: string[]): void {
  const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
  for (const entry of file.entries) {
    const before = entries.get(entry.concept.id);
    if (before !== undefined && folderOf(before.file) === folderOf(entry.file)) {
      problems.push(
        `${entry.file}:${entry.line}: ${entry.concept.id}: also stands at ${before.file}:${before.line}`,
      );
    }
    entries.set(entry.concept.id, entry);
  }
}

function addConcept(concept: Concept, entries: Map<string, TaxonomyEntry>): void {
  const before = entries.get(concept.id);
  if (before === undefined) {
    entries.set(concept.id, {
      concept,
      rules: [],
      never: [],
      implies: [],
      parts: [],
      heads: [],
      file: 'accepted',
      line: 1,
    });
    return;
  }
  const join = (a: string[], b: string[]): string[] => [...new Set([...a, ...b])];
  const merged = {
    ...before.concept,
    aliasesZh: join(before.concept.aliasesZh, concept.aliasesZh),
    aliasesEn: join(before.concept.aliasesEn, concept.aliasesEn),
  };
  entries.set(concept.id, { ...before, concept: merged });
}

function assemble(files: TaxonomyFile[], entries: TaxonomyEntry[]): Taxonomy {
  const contexts = new Map<string, string[]>();
  for (const file of files) {
    for (const [name, list] of file.contexts) contexts.set(name, [...(contexts.get(name) ?? []), ...list]);
  }
  const concepts = entries.map((entry) => entry.concept);
  const modifiers = files.flatMap((file) => file.modifiers);
  const guards = files.flatMap((file) => file.guards);
  const read = entries.map(({ file: _file, line: _line, ...rest }) => rest);
  return {
    hash: sha256Hex(JSON.stringify([read, [...contexts], modifiers, guards])),
    concepts,
    byId: new Map(concepts.map((concept) => [concept.id, concept])),
    entries,
    contexts,
    modifiers,
    guards,
  };
}
