import { z } from 'zod';
import { AppError } from './errors.ts';

const flag = z
  .enum(['0', '1', 'true', 'false'])
  .default('0')
  .transform((value) => value === '1' || value === 'true');

const list = z
  .string()
  .default('')
  .transform((value) =>
    value
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  );

/** What a site's owner can open or write to; spaces and brackets would break the User-Agent. */
function isContact(value: string): boolean {
  if (/^(mailto:)?[^\s@()<>"]+@[^\s@()<>"]+\.[^\s@()<>"]+$/.test(value)) return true;
  return /^https?:\/\/[^\s()<>"]+\.[^\s()<>"]+$/i.test(value) && URL.canParse(value);
}

/** Every setting, read from the environment once per entry point. Documented in docs/configuration.md. */
const schema = z.object({
  HEMLINE_DATA_DIR: z.string().min(1).default('./data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must be a postgres:// URL')
    .optional(),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, 'must be a redis:// URL')
    .optional(),
  HEMLINE_HOST: z.string().default('127.0.0.1'),
  HEMLINE_PORT: z.coerce.number().int().min(0).max(65_535).default(8787),
  HEMLINE_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  HEMLINE_SOURCES_DIR: z.string().optional(),
  HEMLINE_TAXONOMY_DIR: z.string().optional(),
  HEMLINE_CONTACT: z
    .string()
    .max(200)
    .refine(isContact, 'must be a web address or a mail address at which the operator is reached')
    .default('https://github.com/hemline/hemline'),
  HEMLINE_ALLOW_HOSTS: list,
  HEMLINE_HASH_KEY: z.string().min(16, 'needs at least 16 characters').optional(),
  HEMLINE_RSSHUB: z.url().optional(),
  HEMLINE_CHROMIUM: z.string().optional(),
  HEMLINE_NO_BROWSER: flag,
  HEMLINE_SEGMENTER: z.enum(['auto', 'nodejieba', 'intl']).default('auto'),
  HEMLINE_CONCURRENCY: z.coerce.number().int().min(1).max(256).default(2),
  HEMLINE_REQUIRE_SERVICES: flag,
});

export interface Config {
  dataDir: string;
  databaseUrl: string | undefined;
  redisUrl: string | undefined;
  host: string;
  port: number;
  logLevel: string;
  sourcesDir: string | undefined;
  taxonomyDir: string | undefined;
  /** Named in the User-Agent: a page or address at which the operator is reached. */
  contact: string;
  /** Hosts (host or host:port) that may be fetched though their address is private. */
  allowHosts: string[];
  hashKey: string | undefined;
  rsshubUrl: string | undefined;
  chromium: string | undefined;
  noBrowser: boolean;
  segmenter: 'auto' | 'nodejieba' | 'intl';
  concurrency: number;
  /** CI sets it: tests that need PostgreSQL or Redis fail instead of being skipped. */
  requireServices: boolean;
}

/** Parses an environment; lists every problem at once as BAD_CONFIG. */
export function parseConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new AppError('BAD_CONFIG', `The configuration has problems:\n  ${problems.join('\n  ')}`);
  }
  const value = parsed.data;
  return {
    dataDir: value.HEMLINE_DATA_DIR,
    databaseUrl: value.DATABASE_URL,
    redisUrl: value.REDIS_URL,
    host: value.HEMLINE_HOST,
    port: value.HEMLINE_PORT,
    logLevel: value.HEMLINE_LOG_LEVEL,
    sourcesDir: value.HEMLINE_SOURCES_DIR,
    taxonomyDir: value.HEMLINE_TAXONOMY_DIR,
    contact: value.HEMLINE_CONTACT,
    allowHosts: value.HEMLINE_ALLOW_HOSTS,
    hashKey: value.HEMLINE_HASH_KEY,
    rsshubUrl: value.HEMLINE_RSSHUB,
    chromium: value.HEMLINE_CHROMIUM,
    noBrowser: value.HEMLINE_NO_BROWSER,
    segmenter: value.HEMLINE_SEGMENTER,
    concurrency: value.HEMLINE_CONCURRENCY,
    requireServices: value.HEMLINE_REQUIRE_SERVICES,
  };
}
