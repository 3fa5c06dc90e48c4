import { nearestWord } from './nearest-word.ts';

/** Every field a row may hold, of whichever type it is. */
const IMPORT_FIELDS = (
  'type source url canonicalUrl language market ' +
  'title text author publishedAt publishedAtKnown kind rating productKey ' +
  'engagement likes comments shares views ' +
  'key name brand category color sizes image gtin ' +
  'observedAt list rank price listPrice currency availability reviewCount'
).split(' ');

/** What is wrong with a map of columns to fields, or null. */
export function columnProblem(columns: Record<string, unknown>): string | null {
  for (const [column, field] of Object.entries(columns)) {
    if (typeof field !== 'string') return `${column}: must name a field of ours`;
    if (IMPORT_FIELDS.includes(field)) continue;
    const near = nearestWord(field, IMPORT_FIELDS);
    return `${column}: ${field} is no field of a row${near ? `; did you mean ${near}?` : ''}`;
  }
  return null;
}
