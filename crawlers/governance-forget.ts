import { keyedHash } from '../core/hash.ts';
import { canonicalUrl } from './canonical-url.ts';
import { withoutAccount } from './governance-urls.ts';

const HASHED = /^[0-9a-f]{16}$/;

/** The forms in which a person's name or handle may be stored: as a byline, and as a keyed hash with and without @. */
export function storedAuthors(name: string, hashKey: string): string[] {
  const given = name.trim();
  if (given === '') return [];
  if (HASHED.test(given)) return [given];
  const bare = given.replace(/^@/, '');
  const forms = [...new Set([given, bare, `@${bare}`])];
  return [...forms, ...forms.map((form) => keyedHash(hashKey, form))];
}

/** The forms in which an address may be stored: canonical, and without the account it names. */
export function storedUrls(url: string, hashKey: string): string[] {
  const canonical = canonicalUrl(url);
  return canonical === null ? [] : [...new Set([canonical, withoutAccount(canonical, hashKey)])];
}
