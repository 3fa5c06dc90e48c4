import { keyedHash } from '../core/hash.ts';

/** Addresses that name a person's account: the name becomes its keyed hash, the rest of the address stays. */
const ADDRESS =
  /(?<![\w.@-])(?:https?:\/\/)?(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24}(?::\d{2,5})?\/[^\s"'<>()（）【】，。！？、；\p{Script=Han}]{2,300}/giu;

/** Networks where the first part of the path is an account, and the first parts that are not. */
const FIRST_PART: Record<string, RegExp> = {
  'instagram.com': /^(?:p|reel|reels|tv|explore|accounts|about)$/,
  'x.com': /^(?:i|search|hashtag|home|explore|intent|share)$/,
  'twitter.com': /^(?:i|search|hashtag|home|explore|intent|share)$/,
  'facebook.com':
    /^(?:groups|events|watch|marketplace|photo|photo\.php|permalink\.php|story\.php|share|sharer)$/,
  'threads.net': /^(?:search|t)$/,
  't.me': /^(?:s)$/,
  'wa.me': /^$/,
  'depop.com': /^(?:products|category|search|explore)$/,
  'pinterest.com': /^(?:pin|ideas|search|today)$/,
  'weibo.com': /^(?:tv|hot|search|status|a|p|u|n|ttarticle|detail)$/,
  'space.bilibili.com': /^$/,
  'ko-fi.com': /^(?:s|shop)$/,
  'vinted.com': /^(?:items|catalog|brand)$/,
};
/** Parts of a path after which an account is named, on any site. */
const MARKERS = /^(?:u|n|user|users|profile|profiles|people|members?|in|closet|channel|add|accounts?)$/i;
const NOT_AN_ACCOUNT = /^(?:profile|status|login|settings|search|new)$/i;
const HASH_DIGITS = 12;

const hostOf = (url: string): string =>
  (/^(?:https?:\/\/)?(?:www\.|m\.|mobile\.)?([^/:]+)/i.exec(url)?.[1] ?? '').toLowerCase();

/** The place in the path that names an account, or -1. */
function accountPart(host: string, parts: readonly string[]): number {
  const at = parts.findIndex((part) => /^[@~](?=.)/.test(part));
  if (at >= 0) return at;
  for (const [i, part] of parts.entries()) {
    const named = parts[i + 1];
    if (!MARKERS.test(part) || named === undefined || named === '') continue;
    return NOT_AN_ACCOUNT.test(named) ? (parts[i + 2] === undefined ? -1 : i + 2) : i + 1;
  }
  const others = FIRST_PART[host];
  return others !== undefined && parts[0] !== undefined && parts[0] !== '' && !others.test(parts[0]) ? 0 : -1;
}

/** An address without the account it may name. `@anna` keeps its @, so that the kind of address can be told. */
export function withoutAccount(url: string, hashKey: string): string {
  const start = url.indexOf('/', url.indexOf('://') < 0 ? 0 : url.indexOf('://') + 3);
  if (start < 0) return url;
  const [path = '', ...rest] = url.slice(start + 1).split(/(?=[?#])/);
  const parts = path.split('/');
  const place = accountPart(hostOf(url), parts);
  if (place < 0) return url;
  const name = parts[place]!;
  if (HASHED.test(name) || OPAQUE.test(name)) return url;
  const mark = /^[@~]/.test(name) ? name[0]! : '';
  parts[place] = `${mark}h-${keyedHash(hashKey, name.slice(mark.length)).slice(0, HASH_DIGITS)}`;
  return url.slice(0, start + 1) + parts.join('/') + rest.join('');
}

/** Decentralised identifiers (W3C DID) name nobody by themselves, and without one the post cannot be opened. */
const OPAQUE = /^did:(?:plc|key):[a-z0-9]+$/i;
/** What this function made: hashed once is hashed. */
const HASHED = /^[@~]?h-[0-9a-f]{12}$/;

export function stripAddressesOfAccounts(text: string, hashKey: string): string {
  if (!/[a-z0-9]\/[@~\w]/i.test(text)) return text;
  return text.replaceAll(ADDRESS, (url) => withoutAccount(url, hashKey));
}
