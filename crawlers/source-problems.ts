import { isIP } from 'node:net';
import { PLATFORMS, type PlatformName } from '../core/words.ts';
import { isPublicAddress } from './fetch/address-guard.ts';
import { columnProblem } from './import-fields.ts';
import { nearestWord } from './nearest-word.ts';
import { COMMON_OPTIONS } from './platforms/platform.ts';
import { platformFor } from './platforms/registry.ts';

/** What the schema cannot see: addresses and options, as the platform wants them. */
export interface SourceProblem {
  path: (string | number)[];
  what: string;
}

/** Hosts the operator has named. */
export type Allows = (host: string, port: string) => boolean;

/** Names that only a private network resolves (RFC 6761, RFC 6762, RFC 8375, ICANN's .internal). */
const PRIVATE_NAME = /(^|\.)(localhost|local|internal|home\.arpa|lan)$/;

/** What is wrong with a URL of this platform, or null. */
function urlProblem(platform: PlatformName | undefined, url: string, allows: Allows): string | null {
  if (platform === 'file') return null;
  if (platform === 'push') return 'is not wanted: nothing is fetched from a source that is pushed to';
  if (platform === 'rsshub' && url.startsWith('/')) return null;
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed?.protocol !== 'http:' && parsed?.protocol !== 'https:')
    return platform === 'rsshub'
      ? 'must be an RSSHub route that begins with /'
      : 'must be an http or https URL';
  const host = parsed.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  const isPrivate = isIP(host) === 0 ? PRIVATE_NAME.test(host) : !isPublicAddress(host);
  return isPrivate && !allows(parsed.hostname, parsed.port)
    ? `is at a private address; if ${parsed.host} is yours, name it in HEMLINE_ALLOW_HOSTS`
    : null;
}

/** Everything that is wrong with a source file's addresses and options, also where the file has other problems. */
export function sourceProblems(file: unknown, allows: Allows): SourceProblem[] {
  if (!isRecord(file)) return [];
  const platform = PLATFORMS.find((name) => name === file['platform']);
  const urls = Array.isArray(file['urls']) ? (file['urls'] as unknown[]) : [];
  const given = [{ path: ['url'], url: file['url'] }, ...urls.map((url, i) => ({ path: ['urls', i], url }))];
  const problems = given.flatMap(({ path, url }) => {
    const what = typeof url === 'string' && url !== '' ? urlProblem(platform, url, allows) : null;
    return what === null ? [] : [{ path, what: `${String(url)} ${what}` }];
  });
  const named = given.some(({ url }) => url !== undefined);
  if (!named && platform !== 'push') problems.push({ path: ['url'], what: 'is missing: give url or urls' });
  return [...problems, ...(platform === undefined ? [] : optionProblems(platform, file['options']))];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function optionProblems(platform: PlatformName, options: unknown): SourceProblem[] {
  if (!isRecord(options)) return [];
  const known = [...platformFor(platform).options, ...COMMON_OPTIONS];
  return Object.entries(options).flatMap(([option, value]) => {
    const what = known.includes(option)
      ? valueProblem(option, value)
      : unknownOption(platform, option, known);
    return what === null ? [] : [{ path: ['options', option], what }];
  });
}

function unknownOption(platform: string, option: string, known: string[]): string {
  const near = nearestWord(option, known);
  const own = known.filter((name) => !COMMON_OPTIONS.some((common) => common === name));
  return `is not an option of ${platform}${near ? `; did you mean ${near}?` : `; it knows ${own.join(', ')}`}`;
}

function valueProblem(option: string, value: unknown): string | null {
  if (option === 'columns')
    return isRecord(value) ? columnProblem(value) : 'must map their columns to our fields';
  if (/^max_|^page_size$/.test(option) && !(Number.isInteger(value) && Number(value) >= 0))
    return 'must be a whole number';
  if (/^(since|until)$/.test(option) && !(value instanceof Date) && Number.isNaN(Date.parse(String(value))))
    return 'must be a date such as 2026-03-01';
  return null;
}
