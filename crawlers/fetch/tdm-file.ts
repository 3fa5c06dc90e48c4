import { z } from 'zod';
import type { RawPage } from '../../core/content.ts';
import { HostTable } from './host-table.ts';
import { matchesPattern, robotsPath } from './robots-rules.ts';

const DAY_MS = 86_400_000;
/** How long a file that could not be had is not asked for again. */
const RETRY_MS = 600_000;
const MOST_RULES = 1_000;

/** One rule of /.well-known/tdmrep.json (TDMRep, W3C community group, 2024). What is no rule is left out. */
const rule = z.looseObject({
  location: z.string().max(2_000),
  'tdm-reservation': z.union([z.literal(0), z.literal(1), z.literal('0'), z.literal('1')]),
});

interface TdmRule {
  location: string;
  reserved: boolean;
}

/** The rules of a site's file; one that is no such file says nothing. */
export function parseTdmFile(text: string): TdmRule[] {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return []; // the protocol: an error in it means that nothing is declared
  }
  if (!Array.isArray(given)) return [];
  return given.slice(0, MOST_RULES).flatMap((entry: unknown) => {
    const read = rule.safeParse(entry);
    if (!read.success) return [];
    return [{ location: read.data.location, reserved: Number(read.data['tdm-reservation']) === 1 }];
  });
}

/** The first rule whose location (with `*` and `$`, as in robots.txt) fits the address speaks; null: none does. */
export function tdmOf(rules: readonly TdmRule[], url: string): boolean | null {
  const path = robotsPath(url);
  return rules.find(({ location }) => matchesPattern(path, location))?.reserved ?? null;
}

export interface TdmFiles {
  /** What the site's file says of this address; null when it says nothing. */
  reserves(url: string, get: (url: string) => Promise<RawPage>): Promise<boolean | null>;
}

/** Each origin's file once a day. */
export function createTdmFiles(monotonicMs: () => number): TdmFiles {
  const files = new HostTable<{ until: number; rules: Promise<TdmRule[]> }>(() => 'idle');
  return {
    async reserves(url, get) {
      const { origin } = new URL(url);
      let file = files.get(origin);
      if (!file || file.until < monotonicMs()) {
        const fresh = { until: monotonicMs() + DAY_MS, rules: Promise.resolve<TdmRule[]>([]) };
        fresh.rules = get(`${origin}/.well-known/tdmrep.json`).then(
          (page) => parseTdmFile(Buffer.from(page.body).toString('utf8')),
          (error: unknown) => {
            if (!isAbsent(error)) fresh.until = monotonicMs() + RETRY_MS;
            return [];
          },
        );
        files.set(origin, fresh);
        file = fresh;
      }
      return tdmOf(await file.rules, url);
    },
  };
}

const isAbsent = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'NOT_FOUND';
