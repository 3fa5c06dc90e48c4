/** One item of structured data, whatever syntax it was written in: its types and its properties. */
export interface Thing {
  types: string[];
  props: Record<string, unknown>;
  syntax: 'json-ld' | 'microdata' | 'rdfa';
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const asArray = (value: unknown): unknown[] =>
  value === null || value === undefined ? [] : Array.isArray(value) ? (value as unknown[]) : [value];

/** The last part of a type's name, whatever vocabulary it stands in. */
export const shortType = (type: string): string => type.replace(/^.*[/#:]/, '').toLowerCase();

export const wordsIn = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

/** A name given again makes a list of its values. */
export function addProperty(record: Record<string, unknown>, key: string, value: unknown): void {
  const before = record[key];
  if (before === undefined) record[key] = value;
  else if (Array.isArray(before)) before.push(value);
  else record[key] = [before, value];
}

/** A property as text: strings and numbers as they are, a thing by its name, a list by its first. */
export function textOf(value: unknown): string | null {
  for (const item of asArray(value)) {
    if (typeof item === 'string' && item.trim() !== '') return item.trim();
    if (typeof item === 'number' && Number.isFinite(item)) return String(item);
    if (isRecord(item)) {
      const inner: string | null = textOf(
        item['name'] ?? item['@value'] ?? item['value'] ?? item['url'] ?? item['@id'],
      );
      if (inner !== null) return inner;
    }
  }
  return null;
}

export const recordsOf = (value: unknown): Record<string, unknown>[] =>
  asArray(value).filter((item) => isRecord(item));

export const hasType = (thing: Thing, ...types: string[]): boolean =>
  thing.types.some((type) => types.includes(type));

export const typesOf = (record: Record<string, unknown>): string[] =>
  asArray(record['@type'])
    .filter((type) => typeof type === 'string')
    .map(shortType);
