import { keyedHash } from '../core/hash.ts';
import type { Sector } from '../core/words.ts';

/**
 * Governance in code: what a sector's documents may hold, and what is taken out of their text before it leaves
 * `crawlers`. Handles stay linkable within one installation (keyed hash), numbers and addresses do not stay at all.
 */
interface SectorRule {
  /** A public byline stays as it is; elsewhere a name becomes a keyed hash. */
  keepsByline: boolean;
  /** Phone numbers, e-mail addresses and handles are taken out of the text. */
  stripsContacts: boolean;
  /** Engagement fields that may be kept. */
  engagement: readonly ('likes' | 'comments' | 'shares' | 'views')[];
  keepsRating: boolean;
}

const ALL_COUNTS = ['likes', 'comments', 'shares', 'views'] as const;

export const SECTOR_RULES: Record<Sector, SectorRule> = {
  runway: { keepsByline: true, stripsContacts: false, engagement: ALL_COUNTS, keepsRating: false },
  editorial: { keepsByline: true, stripsContacts: false, engagement: ALL_COUNTS, keepsRating: false },
  commerce: { keepsByline: false, stripsContacts: true, engagement: [], keepsRating: true },
  social: { keepsByline: false, stripsContacts: true, engagement: ALL_COUNTS, keepsRating: false },
  review: { keepsByline: false, stripsContacts: true, engagement: ['likes'], keepsRating: true },
};

const EMAIL = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/g;
/** International numbers, Chinese mobiles (11 digits from 1[3-9]) and grouped national numbers of 9 digits and more. */
const PHONE =
  /(?<![\w¥$€£￥.])(?:\+\d{1,3}[\s-]?(?:\(?\d{1,4}\)?[\s-]?){2,5}\d{2,4}|1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}|\(\d{3}\)\s?\d{3}[\s-]\d{4}|\d{3}[-.\s]\d{3}[-.\s]\d{4}|0\d{2,3}-\d{7,8})(?!\w)/g;
const WECHAT_ID =
  /((?:微信|v信|薇信|vx|wechat|wx|qq|q群|加v|加微)\s*(?:号|id|群)?\s*[:：]?\s*)([a-z0-9_-]{5,20})/gi;
const FEDIVERSE = /(?<![\w/])@([\w.-]{1,64})@([\w-]+(?:\.[\w-]+)+)/g;
const HANDLE = /(?<![\w/.])@([\p{L}\p{N}_][\p{L}\p{N}_.·-]{0,38}[\p{L}\p{N}_])/gu;
/** House and flat numbers of Chinese postal addresses. */
const ADDRESS = /[\p{Script=Han}]{2,8}(?:路|街|道|巷|弄)\d{1,5}(?:号|弄)(?:\d{1,4}(?:室|栋|幢|单元))*/gu;

/** Takes contacts out of a text. Handles become `@` and eight hex digits of their keyed hash. */
export function stripContacts(text: string, hashKey: string): string {
  if (!/[@+\d]|微信|wechat|vx/i.test(text)) return text;
  return text
    .replaceAll(
      FEDIVERSE,
      (_, name: string, host: string) => `@${keyedHash(hashKey, `${name}@${host}`).slice(0, 8)}`,
    )
    .replaceAll(EMAIL, '[email]')
    .replaceAll(WECHAT_ID, '$1[id]')
    .replaceAll(PHONE, '[phone]')
    .replaceAll(ADDRESS, '[address]')
    .replaceAll(HANDLE, (_, name: string) => `@${keyedHash(hashKey, name).slice(0, 8)}`);
}

const HASHED = /^[0-9a-f]{16}$/;

/** An author as the sector may keep it: a public byline, a keyed hash, or nothing. */
export function minimisedAuthor(sector: Sector, author: string | null, hashKey: string): string | null {
  if (author === null || author.trim() === '') return null;
  if (SECTOR_RULES[sector].keepsByline) return author.trim().slice(0, 200);
  return HASHED.test(author) ? author : keyedHash(hashKey, author.trim());
}
