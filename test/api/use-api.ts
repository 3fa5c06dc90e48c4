import { beforeAll } from 'vitest';
import { createApi, type ApiApp, type ApiOptions } from '../../api/index.ts';
import { fixedClock } from '../../core/clock.ts';
import { createLogger } from '../../core/log.ts';
import { useDatabase, type TestDatabase } from '../support/database.ts';
import { seedWorld } from './world/seed-world.ts';

export interface ApiUnderTest {
  app: ApiApp;
  database: TestDatabase;
  /** What the API asked the runner to do. */
  enqueued: { name: string; payload: unknown }[];
  json(path: string, init?: RequestInit): Promise<JsonAnswer>;
}

interface JsonAnswer {
  status: number;
  headers: Headers;
  body: unknown;
  /** A value by its path, `data.0.conceptId`; undefined where there is none. */
  get(path: string): unknown;
  rows(): Record<string, unknown>[];
}

export const CLOCK = fixedClock('2026-11-16T06:00:00Z');

/** The API over a seeded database of its own; opened before the tests of a file. */
export function useApi(options: Partial<ApiOptions> = {}): () => ApiUnderTest {
  const database = useDatabase();
  let made: ApiUnderTest | undefined;
  beforeAll(async () => {
    const opened = database();
    await seedWorld(opened.sql);
    made = buildApi(opened, options);
  });
  return () => {
    if (made === undefined) throw new Error('The API is there only inside tests.');
    return made;
  };
}

export function buildApi(database: TestDatabase, options: Partial<ApiOptions> = {}): ApiUnderTest {
  const enqueued: ApiUnderTest['enqueued'] = [];
  const app = createApi({
    sql: database.sql,
    clock: CLOCK,
    log: createLogger('silent'),
    enqueue: async (name, payload) => {
      enqueued.push({ name, payload });
    },
    demo: true,
    versionTtlMs: 0,
    ...options,
  });
  return {
    app,
    database,
    enqueued,
    async json(path, init) {
      const answer = await app.request(path, init);
      const text = await answer.text();
      const body: unknown = text === '' ? null : JSON.parse(text);
      const get = (where: string) => where.split('.').reduce(step, body);
      const rows = () => get('data') as Record<string, unknown>[];
      return { status: answer.status, headers: answer.headers, body, get, rows };
    },
  };
}

function step(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}
