import { FACETS, type Facet } from '../../core/words.ts';
import { foldAlias } from '../text/fold-text.ts';
import type { Taxonomy, TaxonomyEntry } from './taxonomy-types.ts';

const MAX_ALIAS_UNITS = 60;
const MAX_PARENTS = 8;

/** What no single file can see: parents and implied concepts exist, contexts are known, no alias is claimed twice. */
export function checkTaxonomy(taxonomy: Taxonomy, problems: string[]): void {
  const claims = new Map<string, TaxonomyEntry>();
  for (const entry of taxonomy.entries) {
    const say = (key: string, what: string): void => {
      problems.push(`${entry.file}:${entry.line}: ${entry.concept.id}.${key}: ${what}`);
    };
    checkParent(taxonomy, entry, say);
    for (const id of entry.implies) if (!taxonomy.byId.has(id)) say('implies', `there is no concept ${id}`);
    for (const id of entry.parts) if (!taxonomy.byId.has(id)) say('parts', `there is no concept ${id}`);
    for (const rule of entry.rules) {
      for (const item of [...rule.unless, ...rule.onlyWith, ...rule.directlyBefore]) {
        if (item.startsWith('@') && !isKnownContext(taxonomy, item.slice(1)))
          say('rules', `unknown context ${item}`);
      }
    }
    checkAliases(entry, claims, say);
  }
}

export function isKnownContext(taxonomy: Taxonomy, name: string): boolean {
  return FACETS.includes(name as Facet) || taxonomy.contexts.has(name);
}

function checkParent(
  taxonomy: Taxonomy,
  entry: TaxonomyEntry,
  say: (key: string, what: string) => void,
): void {
  let parent = entry.concept.parent;
  for (let steps = 0; parent !== null; steps += 1) {
    const found = taxonomy.byId.get(parent);
    if (found === undefined) return say('parent', `there is no concept ${parent}`);
    if (steps > MAX_PARENTS) return say('parent', 'the chain of parents never ends');
    parent = found.parent;
  }
}

function checkAliases(
  entry: TaxonomyEntry,
  claims: Map<string, TaxonomyEntry>,
  say: (key: string, what: string) => void,
): void {
  for (const [key, aliases] of [
    ['zh', entry.concept.aliasesZh],
    ['en', entry.concept.aliasesEn],
  ] as const) {
    for (const alias of aliases) {
      const folded = foldAlias(alias);
      if (folded === '' || alias.length > MAX_ALIAS_UNITS)
        say(key, `"${alias}" is empty or over ${MAX_ALIAS_UNITS} characters`);
      const other = claims.get(folded);
      if (other === undefined) claims.set(folded, entry);
      else if (other !== entry && !ruled(other, alias) && !ruled(entry, alias)) {
        say(key, `"${alias}" is also claimed by ${other.concept.id}; give one of them a rule for it`);
      }
    }
  }
}

/** Whether a rule that demands something says when the alias is this concept. */
function ruled(entry: TaxonomyEntry, alias: string): boolean {
  const folded = foldAlias(alias);
  return entry.rules.some(
    (rule) =>
      rule.onlyWith.length + rule.directlyBefore.length > 0 &&
      (rule.for === null || rule.for.some((name) => foldAlias(name) === folded)),
  );
}
