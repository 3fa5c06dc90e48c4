import type { Clock } from '../core/clock.ts';
import type { ItemReader } from '../core/item-reader.ts';
import type { Logger } from '../core/log.ts';
import type { PushDoor } from '../core/push.ts';
import type { Rehearsal } from '../core/signal-rehearsal.ts';
import type { SignalRule } from '../core/signal-rule.ts';
import type { QueueDoor } from '../core/queue-door.ts';
import type { JobName, JobPayload } from '../jobs/table.ts';
import { readBounded } from '../storage/queries/bounded.ts';
import type { Sql } from '../storage/sql.ts';

/** Hands work to the runner; the API itself never crawls, reads or fits. */
export type Enqueue = <Name extends JobName>(
  name: Name,
  payload: JobPayload<Name>,
  options?: { dedupeKey?: string; delayMs?: number },
) => Promise<unknown>;

export interface ApiOptions {
  sql: Sql;
  clock: Clock;
  log: Logger;
  enqueue: Enqueue;
  /** Shows and redrives jobs; without it there are no such routes, and no figures of queues. */
  queues?: QueueDoor;
  /** Takes pushed rows in; without it there is no such route. */
  push?: PushDoor;
  /** Reads the words of items and wishes; without it there are no such routes. */
  items?: () => Promise<ItemReader>;
  /** Plays a rule over the past; without it there is no such route. */
  rehearse?: (sql: Sql, rule: SignalRule, options: { days: number; now: Date }) => Promise<Rehearsal>;
  /** Aborts when the process is asked to stop: streams end then. */
  stopping?: AbortSignal;
  /** How often is looked for new signals, a comment is sent in silence, and streams there are at most. */
  signalStream?: { pollMs?: number; heartbeatMs?: number; most?: number };
  /** True where all that is shown was made up; said on every page and in every answer. */
  demo: boolean;
  /** Where the app will be bound; anything but a loopback address asks for a key. Default 127.0.0.1. */
  host?: string;
  /** A query that takes longer is cancelled and answered with TIMEOUT. Default 5,000. */
  queryLimitMs?: number;
  /** How long a data version may be remembered between two looks at the database. Default 500. */
  versionTtlMs?: number;
  /** Origins that browsers may call the API from. Default none but its own. */
  corsOrigins?: string[];
  /** Requests a minute for one key or address; 0 for no limit (default on loopback). */
  requestsPerMinute?: number;
}

export interface ApiContext {
  readonly options: ApiOptions;
  readonly clock: Clock;
  readonly log: Logger;
  readonly demo: boolean;
  readonly keysRequired: boolean;
  /** Reads in one snapshot under the time limit. */
  read<T>(reads: (sql: Sql) => Promise<T>): Promise<T>;
}

/** What a request carries along. */
export interface ApiEnv {
  Variables: {
    requestId: string;
    /** Who asks: a key's name, or `local`. */
    actor: string;
    nonce: string;
    /** True where the answer came with all its headers; nobody adds any. */
    complete?: boolean;
  };
}

export const DEMO_NOTICE =
  'Demo: every site, brand, document and figure shown here is made up and says nothing about the real world.';

export function createApiContext(options: ApiOptions): ApiContext {
  const limitMs = options.queryLimitMs ?? 5_000;
  return {
    options,
    clock: options.clock,
    log: options.log,
    demo: options.demo,
    keysRequired: !isLoopback(options.host ?? '127.0.0.1'),
    read: (reads) => readBounded(options.sql, limitMs, reads),
  };
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}
