import type { RawPage } from '../../core/content.ts';

/** What a page says to robots about itself: header, meta tags, or both. */
export interface PageSignals {
  /** `noindex`, or `unavailable-after` once that time has passed; null where the page may be kept. */
  noindex: 'noindex' | 'unavailable-after' | null;
  nofollow: boolean;
  /** `noai` and its kin, or TDM-Reservation 1; null where mining is not reserved here. */
  reserved: 'noai' | 'tdm-reservation' | null;
  /** What page or header say of text and data mining; null leaves it to the site's tdmrep.json. */
  tdm: boolean | null;
}

const AGENT = 'hemline';
/** Directives that carry a value behind a colon, and are no robot's name. */
const VALUED = /^(unavailable_after|max-snippet|max-image-preview|max-video-preview)$/i;
/** A robot's name, or that of a directive with a value; what follows is looked at without being read to its end. */
const NAMED = /^([a-z*][\w-]*)\s*:\s*/;
const NO_AI = new Set(['noai', 'noimageai', 'notrain', 'noml']);
const HEAD_BYTES = 65_536;
const LONGEST_TAG = 4_000;

interface Directives {
  names: Set<string>;
  unavailableAfter: number[];
}

const isForUs = (robot: string): boolean => robot === AGENT || robot === 'robots' || robot === '*';

/**
 * One header line or meta content: rules parted by commas; `name:` before a rule says that it and those after it are
 * for that robot only (as Google documents X-Robots-Tag). Both forms of date may hold a comma of their own.
 */
function addDirectives(found: Directives, line: string): void {
  let robot = '*';
  const parts = line.toLowerCase().split(',');
  for (let i = 0; i < parts.length; i++) {
    let rule = parts[i]!.trim();
    let named = NAMED.exec(rule);
    while (named && !VALUED.test(named[1]!)) {
      robot = named[1]!;
      rule = rule.slice(named[0].length);
      named = NAMED.exec(rule);
    }
    const value = named === null ? '' : rule.slice(named[0].length);
    if (named?.[1] === 'unavailable_after') {
      const weekday = /^[a-z]{3,9}$/.test(value); // its date comes after its comma
      if (weekday) i += 1;
      const date = Date.parse(weekday ? (parts[i] ?? '') : value);
      if (isForUs(robot) && !Number.isNaN(date)) found.unavailableAfter.push(date);
    } else if (isForUs(robot)) found.names.add(rule);
  }
}

/** Signals of a page. Meta tags are read in HTML only; they say more than headers, and headers more than a site's file. */
export function readSignals(page: RawPage): PageSignals {
  const found: Directives = { names: new Set(), unavailableAfter: [] };
  for (const line of (page.headers['x-robots-tag'] ?? '').split('\n')) addDirectives(found, line);
  let tdm = flag(page.headers['tdm-reservation']);
  if (isHtml(page))
    for (const { name, content } of metaTags(page.body)) {
      if (name === 'robots' || name === AGENT) addDirectives(found, content);
      if (name === 'tdm-reservation') tdm = flag(content) ?? tdm;
    }
  const gone = found.unavailableAfter.some((at) => at < page.fetchedAt.getTime());
  const none = found.names.has('none');
  const noAi = [...found.names].some((name) => NO_AI.has(name));
  return {
    noindex: none || found.names.has('noindex') ? 'noindex' : gone ? 'unavailable-after' : null,
    nofollow: none || found.names.has('nofollow'),
    reserved: noAi ? 'noai' : tdm === true ? 'tdm-reservation' : null,
    tdm,
  };
}

function flag(value: string | undefined): boolean | null {
  const text = value?.trim();
  return text === '1' ? true : text === '0' ? false : null;
}

export function isHtml(page: RawPage): boolean {
  const type = page.headers['content-type'] ?? '';
  if (/html/i.test(type)) return true;
  if (type !== '' && !/^(text\/plain|application\/octet-stream)/i.test(type)) return false;
  return /^\s*<(!doctype html|html)/i.test(Buffer.from(page.body.subarray(0, 200)).toString('latin1'));
}

/** Meta tags of the head, in one pass; what stands in comments, scripts and styles is not the page's word. */
function metaTags(body: Uint8Array): { name: string; content: string }[] {
  const text = Buffer.from(body.buffer, body.byteOffset, Math.min(body.byteLength, HEAD_BYTES)).toString(
    'latin1',
  );
  const tags: { name: string; content: string }[] = [];
  for (let at = text.indexOf('<'); at >= 0;) {
    const start = text.slice(at, at + 9).toLowerCase();
    let end = at + 1;
    if (start.startsWith('<!--')) end = after(text, '-->', at + 4);
    else if (start.startsWith('<script')) end = after(text, '</script', at);
    else if (start.startsWith('<style')) end = after(text, '</style', at);
    else if (start.startsWith('</head') || start.startsWith('<body')) break;
    else if (start.startsWith('<meta')) {
      end = after(text, '>', at);
      const tag = text.slice(at, Math.min(end, at + LONGEST_TAG));
      tags.push({ name: attribute(tag, 'name').toLowerCase(), content: attribute(tag, 'content') });
    }
    at = text.indexOf('<', end);
  }
  return tags;
}

function after(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? text.length : found + mark.length;
}

const ATTRIBUTES: Record<string, RegExp> = {
  name: /\sname\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i,
  content: /\scontent\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i,
};

function attribute(tag: string, name: 'name' | 'content'): string {
  const found = ATTRIBUTES[name]!.exec(tag);
  return (found?.[1] ?? found?.[2] ?? found?.[3] ?? '').trim();
}
