import { isIP } from 'node:net';
import { collectedFields } from '../core/governance.ts';
import type { CataloguedSource } from '../core/source.ts';

/** Sectors whose authors are private persons; a magazine's bylines are printed for all to read. */
const PRIVATE_PERSONS = new Set(['social', 'review']);

/** This machine or the operator's own network: loopback, private ranges, names without a dot, and RFC 6762's `.local`. */
const OWN_NETWORK =
  /^(?:localhost|[^.:]+|.+\.(?:local|localhost|internal|lan)|(?:127|10|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.[\d.]+|\[::1\]|\[f[cd].+)$/i;

/** Whether names of private persons would travel in the clear to a stranger's host. */
export function isOpenWire(url: string, source: CataloguedSource): boolean {
  if (!url.startsWith('http:') || !URL.canParse(url)) return false;
  if (!PRIVATE_PERSONS.has(source.sector) || !collectedFields(source).has('author')) return false;
  return !OWN_NETWORK.test(new URL(url).hostname);
}

const SECOND_LEVEL = /^(?:co|com|org|net|gov|edu|ac|or|ne|go|gob)$/;
/** Hosts that lend names to others: each name is a site of its own. */
const LENT =
  /(?:^|\.)(?:myshopify\.com|wordpress\.com|blogspot\.com|tumblr\.com|substack\.com|github\.io|ghost\.io)$/;

/** The site a URL belongs to: the registered name of its host, near enough without the public suffix list. */
export function siteOf(url: string): string {
  const host = URL.canParse(url) ? new URL(url).hostname.toLowerCase().replace(/\.$/, '') : '';
  if (isIP(host) !== 0 || host.startsWith('[')) return host;
  const labels = host.split('.');
  const country = labels.at(-1)?.length === 2 && SECOND_LEVEL.test(labels.at(-2) ?? '');
  return labels.slice(country || LENT.test(host) ? -3 : -2).join('.');
}
