import { AppError } from '../../core/errors.ts';
import { fetchError } from './fetch-error.ts';
import { parseRobots, ROBOTS_MAX_BYTES, type RobotsRules } from './robots-rules.ts';
import type { Answer } from './send-request.ts';

const DAY_MS = 86_400_000;
/** How long an unreachable robots.txt closes a host before it is asked again. */
const CLOSED_MS = 600_000;
const ATTEMPTS = 3;
/** Kept at once: redirects may lead to any number of names, each with 500 KiB of rules. The oldest go first. */
const MOST_ORIGINS = 1_000;

export interface RobotsCache {
  /** Rules of a URL's origin; throws `robots-unreachable` while they cannot be had. */
  rulesFor(url: URL): Promise<RobotsRules>;
}

interface Entry {
  until: number;
  rules: Promise<RobotsRules | null>;
}

/** RFC 9309 section 2.3.1: 2xx parsed, 4xx (but 429) open, 5xx and unreachable closed for now; kept for a day. */
export function createRobotsCache(options: {
  get: (url: string) => Promise<Answer>;
  pause: (attempt: number) => Promise<void>;
  monotonicMs: () => number;
}): RobotsCache {
  const entries = new Map<string, Entry>();

  /** What throws was refused by the guard: as unreachable, it may be otherwise a while later. */
  async function load(url: string, entry: Entry): Promise<RobotsRules | null> {
    let keptMs = CLOSED_MS;
    try {
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        if (attempt > 0) await options.pause(attempt);
        const rules = await options.get(url).then(rulesOf, rulesOfFailure);
        if (rules) keptMs = DAY_MS;
        if (rules) return rules;
      }
      return null;
    } finally {
      entry.until = options.monotonicMs() + keptMs;
    }
  }

  return {
    async rulesFor(url) {
      let entry = entries.get(url.origin);
      if (!entry || entry.until < options.monotonicMs()) {
        const fresh: Entry = { until: Number.POSITIVE_INFINITY, rules: Promise.resolve(null) };
        fresh.rules = load(`${url.origin}/robots.txt`, fresh);
        entries.delete(url.origin);
        entries.set(url.origin, fresh);
        if (entries.size > MOST_ORIGINS) entries.delete(entries.keys().next().value ?? '');
        entry = fresh;
      }
      const rules = await entry.rules;
      if (rules) return rules;
      throw fetchError(
        'FETCH_REFUSED',
        'robots-unreachable',
        `${url.origin}/robots.txt cannot be had for now`,
      );
    },
  };
}

function rulesOf(answer: Answer): RobotsRules | null {
  if (answer.status >= 200 && answer.status < 300)
    return parseRobots(answer.body.subarray(0, ROBOTS_MAX_BYTES).toString('utf8'));
  const open = answer.status >= 300 && answer.status < 500 && answer.status !== 429;
  return open ? parseRobots('') : null;
}

/** A guard's refusal is not an unreachable robots.txt: it is said as it is. Redirect loops count as absent. */
function rulesOfFailure(thrown: unknown): RobotsRules | null {
  if (thrown instanceof AppError) {
    if (thrown.code === 'FETCH_REFUSED') throw thrown;
    if (thrown.details['reason'] === 'too-many-redirects') return parseRobots('');
  }
  return null;
}
