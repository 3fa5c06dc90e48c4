/** robots.txt as RFC 9309 and the reference parser (google/robotstxt) read it. */

export const ROBOTS_MAX_BYTES = 512_000; // 500 KiB, RFC 9309 section 2.5

interface Rule {
  allow: boolean;
  pattern: string;
}
interface Group {
  agents: string[];
  rules: Rule[];
  crawlDelayMs: number | null;
}

export interface RobotsRules {
  allows(agent: string, url: string): boolean;
  crawlDelayMs(agent: string): number | null;
  sitemaps: string[];
}

/** Spellings that real files use for each key; all compared in lower case. */
const KEYS: [RegExp, string][] = [
  [/^user[- ]?agent/, 'agent'],
  [/^(dis+al+ow|dissalow|diasllow|disalow|dissallow)/, 'disallow'],
  [/^allow/, 'allow'],
  [/^(site-?map)/, 'sitemap'],
  [/^crawl-?delay/, 'delay'],
];

function splitLine(line: string): { key: string; value: string } | null {
  const text = line.split('#', 1)[0]!.trim();
  if (text === '') return null;
  let at = text.indexOf(':');
  if (at < 0) {
    at = text.search(/[ \t]/);
    // Without a colon only `key value` is accepted, not three words.
    if (at < 0 || /[ \t]/.test(text.slice(at).trim())) return null;
  }
  const name = text.slice(0, at).trim().toLowerCase();
  const key = KEYS.find(([form]) => form.test(name))?.[1];
  return key === undefined ? null : { key, value: text.slice(at + 1).trim() };
}

/** Percent-escapes what is not ASCII and upper-cases existing escapes, so that both sides compare alike. */
function normalisePath(path: string): string {
  // oxlint-disable-next-line no-control-regex
  const escaped = path.replace(/[^\x00-\x7f]+/gu, (run) => encodeNonAscii(run));
  return escaped.replace(/%[0-9a-f]{2}/gi, (escape) => escape.toUpperCase());
}

function encodeNonAscii(run: string): string {
  return [...Buffer.from(run, 'utf8')].map((byte) => `%${byte.toString(16).toUpperCase()}`).join('');
}

/** The part of an agent's name that counts: letters, `-` and `_` from the start. */
function productToken(agent: string): string {
  return (/^[a-z_-]*/i.exec(agent)?.[0] ?? '').toLowerCase();
}

/** Linear-time match of `*` and a final `$`, as in the reference implementation. */
export function matchesPattern(path: string, pattern: string): boolean {
  const anchored = pattern.endsWith('$');
  const parts = (anchored ? pattern.slice(0, -1) : pattern).split('*');
  const first = parts[0]!;
  if (!path.startsWith(first)) return false;
  if (parts.length === 1) return !anchored || path.length === first.length;
  let at = first.length;
  for (let i = 1; i < parts.length - 1; i++) {
    const found = path.indexOf(parts[i]!, at);
    if (found < 0) return false;
    at = found + parts[i]!.length;
  }
  const last = parts.at(-1)!;
  if (!anchored) return path.indexOf(last, at) >= 0;
  return path.length - last.length >= at && path.endsWith(last);
}

function parseGroups(text: string): { groups: Group[]; sitemaps: string[] } {
  const groups: Group[] = [];
  const sitemaps: string[] = [];
  let current: Group | null = null;
  let open = false;
  for (const raw of text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)) {
    const line = splitLine(raw.slice(0, 16_664)); // the reference parser's longest line
    if (!line) continue;
    if (line.key === 'sitemap') sitemaps.push(line.value);
    else if (line.key === 'agent') {
      if (!current || !open) {
        current = { agents: [], rules: [], crawlDelayMs: null };
        groups.push(current);
      }
      open = true;
      current.agents.push(agentName(line.value));
    } else if (current) {
      open = false;
      addRule(current, line.key, line.value);
    }
  }
  return { groups, sitemaps };
}

/** `*` alone or followed by a space means everyone. */
function agentName(value: string): string {
  return value === '*' || /^\*\s/.test(value) ? '*' : productToken(value);
}

function addRule(group: Group, key: string, value: string): void {
  if (key === 'delay') {
    const seconds = Number.parseFloat(value);
    if (Number.isFinite(seconds) && seconds >= 0) group.crawlDelayMs = seconds * 1000;
    return;
  }
  if (value === '') return;
  const pattern = normalisePath(value);
  group.rules.push({ allow: key === 'allow', pattern });
  // A directory's index.html stands for the directory, as the reference parser has it.
  const index = /^(.*\/)index\.html?$/.exec(pattern);
  if (key === 'allow' && index) group.rules.push({ allow: true, pattern: `${index[1]}$` });
}

/** Path with query, as it is compared. The URL is expected to be percent-encoded already, as `URL` gives it. */
export function robotsPath(url: string): string {
  const afterScheme = url.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '').replace(/#.*$/s, '');
  const start = url.startsWith('//') ? 2 : 0;
  const rest = afterScheme.slice(start);
  const at = rest.search(/[/?;]/);
  if (at < 0) return '/';
  const path = rest.slice(at);
  return (path.startsWith('/') ? path : `/${path}`).replace(/%[0-9a-f]{2}/gi, (escape) =>
    escape.toUpperCase(),
  );
}

export function parseRobots(text: string): RobotsRules {
  const { groups, sitemaps } = parseGroups(text);
  const groupsFor = (agent: string): Group[] => {
    const token = agent.toLowerCase();
    const own = groups.filter((group) => token !== '' && group.agents.includes(token));
    return own.length > 0 ? own : groups.filter((group) => group.agents.includes('*'));
  };
  return {
    sitemaps,
    allows(agent, url) {
      const path = robotsPath(url);
      const best = { allow: -1, disallow: -1 };
      for (const rule of groupsFor(agent).flatMap((group) => group.rules)) {
        const side = rule.allow ? 'allow' : 'disallow';
        if (rule.pattern.length > best[side] && matchesPattern(path, rule.pattern))
          best[side] = rule.pattern.length;
      }
      return best.disallow < 0 || best.allow >= best.disallow;
    },
    crawlDelayMs(agent) {
      const delays = groupsFor(agent).flatMap((group) => group.crawlDelayMs ?? []);
      return delays.length > 0 ? Math.max(...delays) : null;
    },
  };
}
