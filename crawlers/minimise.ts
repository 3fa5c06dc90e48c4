import { keyedHash } from '../core/hash.ts';
import type { Sector } from '../core/words.ts';
import { stripAccounts, stripHandles, stripSpeltEmails } from './governance-handles.ts';
import { stripSignatures } from './governance-names.ts';
import { stripNumbers } from './governance-numbers.ts';
import { stripPlaces } from './governance-places.ts';
import { stripAddressesOfAccounts } from './governance-urls.ts';

/** How a sector's names and counts are kept; which fields it may hold at all is said in core/governance.ts. */
interface SectorRule {
  /** A public byline stays as it is; elsewhere a name becomes a keyed hash. */
  keepsByline: boolean;
  /** Engagement counts that may be kept. */
  engagement: readonly ('likes' | 'comments' | 'shares' | 'views')[];
}

const ALL_COUNTS = ['likes', 'comments', 'shares', 'views'] as const;

export const SECTOR_RULES: Record<Sector, SectorRule> = {
  runway: { keepsByline: true, engagement: ALL_COUNTS },
  editorial: { keepsByline: true, engagement: ALL_COUNTS },
  commerce: { keepsByline: false, engagement: [] },
  social: { keepsByline: false, engagement: ALL_COUNTS },
  review: { keepsByline: false, engagement: ['likes'] },
};

/** Five digits, an @, or a word that announces an account: what a text must hold to be looked at closely. */
const SUSPECT =
  /@|\d(?:[ ()（）.\-/]{0,2}\d){4}|\bat\b|[([{<]at|艾特|圈a|#(?:qq|163|126)|微信|加v|v信|薇信|vx|wx|qq|wechat|telegram|tg|line|kakao|snap|signal|\big\b|\bins|抖音|小红书|小紅書|微博|快手|闲鱼|twitter|tiktok|passport|护照|護照|order|tracking|box|[a-z]\/|\d[号號弄栋棟幢]|\d[A-Za-z]? [A-Z]|[A-Z]{2}\d{9}/i;

/** Takes out of a text what leads to a person. Handles become `@` and eight hex digits of their keyed hash. */
export function stripContacts(text: string, hashKey: string): string {
  const plain = /[０-９＠]/.test(text)
    ? text.replaceAll(/[０-９＠]/g, (sign) => sign.normalize('NFKC'))
    : text;
  if (!SUSPECT.test(plain)) return plain;
  let out = stripAddressesOfAccounts(plain, hashKey);
  if (out.includes('@')) out = stripHandles(out, hashKey);
  out = stripAccounts(stripPlaces(stripSpeltEmails(out)));
  return /\d/.test(out) ? stripNumbers(out) : out;
}

/** As `stripContacts`; in what people write themselves the names they sign with go as well. */
export function stripPersonal(text: string, hashKey: string, signed: boolean): string {
  const out = stripContacts(text, hashKey);
  return signed ? stripSignatures(out) : out;
}

const HASHED = /^[0-9a-f]{16}$/;

/** An author as the sector may keep it: a public byline, a keyed hash, or nothing. */
export function minimisedAuthor(sector: Sector, author: string | null, hashKey: string): string | null {
  if (author === null || author.trim() === '') return null;
  if (SECTOR_RULES[sector].keepsByline) return author.trim().slice(0, 200);
  return HASHED.test(author) ? author : keyedHash(hashKey, author.trim());
}
