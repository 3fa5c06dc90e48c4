import type { Facet } from '../../core/words.ts';
import type { FlowValue } from './flow-lines.ts';
import type { AliasRule, TaxonomyEntry } from './taxonomy-types.ts';

export interface EntryInput {
  facet: Facet;
  slug: string;
  value: FlowValue;
  place: { file: string; line: number; path: string };
  problems: string[];
}

const KEYS = new Set(['zh', 'en', 'hex', 'parent', 'rules', 'never', 'implies', 'parts', 'heads']);
const RULE_KEYS = new Set(['for', 'unless', 'only_with', 'directly_before', 'window']);
const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const MAX_WINDOW = 200;

/** One concept's mapping, checked; null when it has no usable labels. The first alias of a language is its label. */
export function readEntry(input: EntryInput): TaxonomyEntry | null {
  const { facet, slug, value, place } = input;
  const say = (key: string, what: string): void => {
    input.problems.push(`${place.file}:${place.line}: ${place.path}${key === '' ? '' : `.${key}`}: ${what}`);
  };
  if (typeof value !== 'object' || Array.isArray(value)) {
    say('', 'must be a mapping like { zh: […], en: […] }');
    return null;
  }
  if (!SLUG.test(slug)) say('', 'a concept name has lower-case letters, digits and single hyphens');
  for (const key of Object.keys(value)) {
    if (!KEYS.has(key)) say(key, `unknown key; known are ${[...KEYS].join(', ')}`);
  }
  const aliasesZh = words(value, 'zh', say);
  const aliasesEn = words(value, 'en', say);
  const labelZh = aliasesZh[0];
  const labelEn = aliasesEn[0];
  if (labelZh === undefined) say('zh', 'needs at least one Chinese name');
  if (labelEn === undefined) say('en', 'needs at least one English name');
  if (labelZh === undefined || labelEn === undefined) return null;
  return {
    concept: {
      id: `${facet}:${slug}`,
      facet,
      labelZh,
      labelEn,
      aliasesZh,
      aliasesEn,
      hex: readHex(value.hex, facet, say),
      parent: readParent(value.parent, facet, say),
    },
    rules: readRules(value.rules, [...aliasesZh, ...aliasesEn], say),
    never: words(value, 'never', say),
    implies: words(value, 'implies', say),
    parts: words(value, 'parts', say),
    heads: words(value, 'heads', say),
    file: place.file,
    line: place.line,
  };
}

type Say = (key: string, what: string) => void;

function words(from: { [key: string]: FlowValue }, key: string, say: Say): string[] {
  const value = from[key];
  if (value === undefined) return [];
  const list = Array.isArray(value) ? value : [value];
  const good = list.filter((word) => typeof word !== 'object').map((word) => String(word).trim());
  if (good.length !== list.length || good.includes('')) say(key, 'must be a word or a list of words');
  if (new Set(good).size !== good.length) say(key, 'names a word twice');
  return good.filter((word) => word !== '');
}

function readHex(value: FlowValue | undefined, facet: Facet, say: Say): string | null {
  if (value === undefined) return null;
  if (facet !== 'color') say('hex', 'only colours have one');
  if (typeof value === 'string' && /^#[0-9a-f]{6}$/.test(value)) return value;
  say('hex', "must be written '#rrggbb' in lower case, in quotes");
  return null;
}

function readParent(value: FlowValue | undefined, facet: Facet, say: Say): string | null {
  if (value === undefined) return null;
  if (typeof value !== 'string') {
    say('parent', 'must be the name of a concept');
    return null;
  }
  return value.includes(':') ? value : `${facet}:${value}`;
}

function readRules(value: FlowValue | undefined, aliases: string[], say: Say): AliasRule[] {
  if (value === undefined) return [];
  const list = Array.isArray(value) ? value : [value];
  const rules: AliasRule[] = [];
  for (const item of list) {
    if (typeof item !== 'object' || Array.isArray(item)) {
      say('rules', 'every rule is a mapping with unless, only_with or directly_before');
      continue;
    }
    for (const key of Object.keys(item)) {
      if (!RULE_KEYS.has(key)) say(`rules.${key}`, `unknown key; known are ${[...RULE_KEYS].join(', ')}`);
    }
    const inRule: Say = (key, what) => say(`rules.${key}`, what);
    const only = item.for === undefined ? null : words(item, 'for', inRule);
    for (const alias of only ?? [])
      if (!aliases.includes(alias)) inRule('for', `"${alias}" is no alias here`);
    const window = item.window ?? null;
    if (window !== null && !(typeof window === 'number' && window >= 1 && window <= MAX_WINDOW)) {
      inRule('window', `must be a number of characters from 1 to ${MAX_WINDOW}`);
    }
    rules.push({
      for: only,
      unless: words(item, 'unless', inRule),
      onlyWith: words(item, 'only_with', inRule),
      directlyBefore: words(item, 'directly_before', inRule),
      window: typeof window === 'number' ? window : null,
    });
  }
  return rules;
}
