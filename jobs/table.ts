import { z } from 'zod';

/** What a job's failure does is said by core's ERROR_TABLE; these are its bounds. */
export interface RetryPolicy {
  /** Tries in all, the first one included. */
  attempts: number;
  /** Pause before the second try; doubles with each further one. */
  backoffMs: number;
}

export interface JobEntry<Schema extends z.ZodType = z.ZodType> {
  payload: Schema;
  queue: QueueName;
  /** Within its queue: what somebody waits for goes before what is due, and that before what may wait. */
  priority: number;
  retry: RetryPolicy;
  /** The stage that follows when the payload's chain asks for it. */
  next: string | null;
  /** The last stage of a chain that asks for the counts only. */
  endsCounts: boolean;
  /** Pause before the following stage, so that several of this one are gathered into it. */
  nextDelayMs: number;
}

export const QUEUES = ['crawl', 'read', 'analysis', 'upkeep'] as const;
export type QueueName = (typeof QUEUES)[number];

const PRIORITY = { awaited: 1, due: 5, background: 9 } as const;
const USUAL_RETRY: RetryPolicy = { attempts: 4, backoffMs: 2_000 };
/** Which following stages are enqueued afterwards: none, those up to the counts, or all to the signals. */
const chain = z.enum(['none', 'counts', 'all']).default('none');
const chained = z.strictObject({ chain });

function entry<Schema extends z.ZodType>(
  queue: QueueName,
  payload: Schema,
  options: {
    next?: string;
    nextDelayMs?: number;
    priority?: keyof typeof PRIORITY;
    retry?: RetryPolicy;
    endsCounts?: boolean;
  } = {},
): JobEntry<Schema> {
  return {
    payload,
    queue,
    priority: PRIORITY[options.priority ?? 'due'],
    retry: options.retry ?? USUAL_RETRY,
    next: options.next ?? null,
    endsCounts: options.endsCounts ?? false,
    nextDelayMs: options.nextDelayMs ?? 0,
  };
}

const crawlPayload = z.strictObject({
  source: z.string().min(1),
  chain,
  /** Leaves the source alone where it was crawled since the job was enqueued. */
  onlyIfDue: z.boolean().default(false),
  /** Keeps to documents published in [since, until). */
  since: z.iso.datetime().optional(),
  until: z.iso.datetime().optional(),
});

const importPayload = z.strictObject({
  path: z.string().min(1),
  /** The source rows belong to where they do not say it themselves. */
  source: z.string().min(1).optional(),
  /** Column of the file → field of ours; fields that are named alike need no entry. */
  columns: z.record(z.string(), z.string()).default({}),
  chain,
});

const backcastPayload = z
  .strictObject({
    /** The first and the last cut-off, days of the week the last known share is of; by default as in docs/forecasting.md. */
    from: z.iso.date().optional(),
    to: z.iso.date().optional(),
    /** Weeks from one cut-off to the next. */
    every: z.number().int().min(1).max(104).default(6),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, 'from is after to');

/** Every job: its payload, queue, bounds and what follows. Holds no handler, so that the API can import it. */
export const JOBS = {
  'crawl-source': entry('crawl', crawlPayload, {
    next: 'fold-duplicates',
    nextDelayMs: 15_000,
  }),
  'import-file': entry('crawl', importPayload, { next: 'fold-duplicates', priority: 'awaited' }),
  'fold-duplicates': entry('read', chained, { next: 'read-documents' }),
  'read-documents': entry(
    'read',
    z.strictObject({ chain, batch: z.number().int().min(1).max(5_000).default(400) }),
    { next: 'build-series' },
  ),
  'build-series': entry('analysis', chained, { next: 'discover-terms', endsCounts: true }),
  'discover-terms': entry('analysis', chained, { next: 'cluster-themes' }),
  'cluster-themes': entry('analysis', chained, { next: 'forecast-series' }),
  'forecast-series': entry('analysis', chained, { next: 'raise-signals' }),
  'raise-signals': entry('analysis', chained, { next: 'deliver-signals' }),
  'deliver-signals': entry('upkeep', chained),
  'score-forecasts': entry('analysis', chained, { priority: 'background' }),
  backcast: entry('analysis', backcastPayload, { priority: 'background' }),
  'apply-retention': entry('upkeep', z.strictObject({})),
  'reread-history': entry(
    'upkeep',
    z.strictObject({ chain: z.enum(['none', 'counts', 'all']).default('all') }),
    { next: 'read-documents', priority: 'background' },
  ),
} as const;

export type JobName = keyof typeof JOBS;

/** What is handed to `enqueue`: defaults may be left out. */
export type JobPayload<Name extends JobName> = z.input<(typeof JOBS)[Name]['payload']>;

/** What a handler gets: checked, defaults filled in. */
export type ParsedPayload<Name extends JobName> = z.output<(typeof JOBS)[Name]['payload']>;

export const JOB_NAMES = Object.keys(JOBS) as JobName[];

export function isJobName(name: string): name is JobName {
  return Object.hasOwn(JOBS, name);
}
