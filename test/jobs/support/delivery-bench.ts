import { mkdtemp, rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { Clock } from '../../../core/clock.ts';
import { createLogger } from '../../../core/log.ts';
import { channelBody } from '../../../core/signal-channel.ts';
import { addChannel, createJobContext, performJob, type JobContext } from '../../../jobs/index.ts';
import { listSignalDeliveries, type DeliveryRow } from '../../../storage/queries/signal-deliveries.ts';
import { listSignalChannels, removeSignalChannel } from '../../../storage/signal-channels.ts';
import { raiseSignals, type SignalToRaise } from '../../../storage/signals.ts';
import { serve, type Served } from '../../crawlers/support/serve.ts';
import { useDatabase, type TestDatabase } from '../../support/database.ts';
import { testConfig } from './config.ts';

export interface Received {
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** A receiver on loopback, allowed by name, and a context whose clock is turned by hand. */
export interface DeliveryBench {
  database: TestDatabase;
  context: JobContext;
  receiver: Served;
  dataDir: string;
  /** What came in since the test began. */
  received: Received[];
  /** All that was logged, as JSON. */
  logged: string[];
  /** How the receiver answers; 200 with an empty object at the start of every test. */
  answer: (response: ServerResponse, count: number) => void;
  /** Now, ms since 1970. */
  time: number;
  add(body: object): Promise<string | null>;
  raise(more?: Partial<SignalToRaise>, count?: number): Promise<void>;
  send(): Promise<Record<string, number>>;
  deliveries(): Promise<DeliveryRow[]>;
  /** So far ahead that whatever waits is due. */
  later(): void;
}

export const START = Date.parse('2026-11-16T06:00:00Z');
export const BY = { actor: 'tester', at: new Date(START) };

const ok = (response: ServerResponse): void =>
  void response.writeHead(200, { 'content-type': 'application/json' }).end('{}');

export function useDeliveryBench(): () => DeliveryBench {
  const database = useDatabase();
  let bench: DeliveryBench | undefined;
  const made = (): DeliveryBench => {
    if (bench === undefined) throw new Error('The bench is there only inside tests.');
    return bench;
  };
  beforeAll(async () => {
    bench = await openBench(database());
  });
  beforeEach(() => {
    Object.assign(made(), { received: [], time: START, answer: ok });
  });
  afterEach(async () => {
    const { sql } = database();
    for (const { id } of await listSignalChannels(sql)) await removeSignalChannel(sql, id, BY);
  });
  afterAll(async () => {
    const { context, receiver, dataDir } = made();
    await context.close();
    await receiver.close();
    await rm(dataDir, { recursive: true });
  });
  return made;
}

async function openBench(database: TestDatabase): Promise<DeliveryBench> {
  const dataDir = await mkdtemp(join(tmpdir(), 'hemline-delivery-'));
  const receiver = await serve((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      bench.received.push({ path: request.url ?? '', headers: request.headers, body });
      bench.answer(response, bench.received.length);
    });
  });
  const clock: Clock = { now: () => new Date(bench.time) };
  const logged: string[] = [];
  const silent = createLogger('silent');
  const note = (...said: unknown[]): void => void logged.push(JSON.stringify(said));
  const log = Object.assign(Object.create(silent) as typeof silent, { warn: note, info: note });
  const config = { ...testConfig({ HEMLINE_ALLOW_HOSTS: receiver.host }), dataDir };
  const context = createJobContext({ database: { ...database, close: async () => {} }, config, clock, log });
  let raised = 0;
  const bench: DeliveryBench = {
    database,
    context,
    receiver,
    dataDir,
    received: [],
    logged,
    answer: ok,
    time: START,
    add: (body) => addChannel(context, channelBody.parse(body), BY),
    send: () => performJob(context, 'deliver-signals', {}),
    deliveries: () => listSignalDeliveries(database.sql, { limit: 50 }),
    later() {
      bench.time += 24 * 3_600_000;
    },
    async raise(more = {}, count = 1) {
      const signals = Array.from({ length: count }, () => signalOf((raised += 1), more));
      await raiseSignals(database.sql, signals, clock);
    },
  };
  return bench;
}

function signalOf(n: number, more: Partial<SignalToRaise>): SignalToRaise {
  return {
    rule: 'rule:test',
    subject: `color:made-up-${n}`,
    market: 'all',
    week: '2026-11-09',
    severity: 'notice',
    titleZh: '测试信号',
    titleEn: 'A <test> & signal @all',
    reasons: [{ en: 'because', zh: '因为' }],
    ...more,
  };
}
