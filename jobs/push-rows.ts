import { AppError } from '../core/errors.ts';
import { pushSecret, type PushDelivery, type PushDoor, type PushOutcome } from '../core/push.ts';
import { columnMap, readImport } from '../crawlers/index.ts';
import { recordAudit } from '../storage/audit.ts';
import { claimDelivery, noteDelivery } from '../storage/push-deliveries.ts';
import {
  findSource,
  pausedError,
  setSourceHealth,
  sourceOrNull,
  type StoredSource,
} from '../storage/sources.ts';
import { inTransaction } from '../storage/sql.ts';
import type { JobContext } from './context.ts';
import { saveRows, type GoodRow } from './save-rows.ts';

const MOST_ROWS = 5_000;
const NAMED_PROBLEMS = 10;

/** Takes in what is pushed: the way of imports, in one transaction a delivery, each id once. */
export function createPushDoor(context: JobContext): PushDoor {
  return {
    secret: async (id) => secretOf(context, id),
    async receive(delivery) {
      const source = await takingSource(context, delivery.source);
      const { rows, outcome } = await readDelivery(context, source, delivery);
      await store(context, source, delivery, rows, outcome);
      return outcome;
    },
  };
}

/** Also of a source that is not there: a caller without its secret must not learn which ids exist. */
async function secretOf(context: JobContext, id: string): Promise<Uint8Array> {
  const source = await sourceOrNull(context.sql, id);
  const generation = source?.definition.options['secret_generation'];
  return pushSecret(await context.hashKey(), id, typeof generation === 'number' ? generation : 1);
}

/** The secret of a source that is pushed to, for the person who sets up the sender. */
export async function pushSecretOf(context: JobContext, id: string): Promise<Uint8Array> {
  const source = await findSource(context.sql, id);
  if (source.platform !== 'push')
    throw new AppError(
      'BAD_INPUT',
      `${id} is of the platform ${source.platform}, not push: it has no secret.`,
    );
  return secretOf(context, id);
}

async function takingSource(context: JobContext, id: string): Promise<StoredSource> {
  const source = await findSource(context.sql, id);
  if (source.platform !== 'push')
    throw new AppError('CONFLICT', `${id} is of the platform ${source.platform}: rows are not pushed to it.`);
  if (!source.enabled) throw new AppError('CONFLICT', `${id} is switched off.`);
  if (source.health === 'paused') throw pausedError(id, source.healthReason);
  return source;
}

async function readDelivery(
  context: JobContext,
  source: StoredSource,
  delivery: PushDelivery,
): Promise<{ rows: GoodRow[]; outcome: PushOutcome }> {
  const outcome: PushOutcome = {
    rows: 0,
    added: 0,
    changed: 0,
    products: 0,
    observations: 0,
    dropped: {},
    problems: [],
  };
  const rows: GoodRow[] = [];
  const { definition } = source;
  const read = readImport(delivery.id, {
    sources: [definition],
    source: source.id,
    format: 'jsonl',
    columns: columnMap(definition),
    hashKey: await context.hashKey(),
    now: context.clock.now(),
    input: linesOf(delivery),
  });
  for await (const row of read) {
    outcome.rows += 1;
    if (outcome.rows > MOST_ROWS)
      throw new AppError('TOO_LARGE', `A delivery holds at most ${MOST_ROWS} rows; send the rest apart.`);
    if ('dropped' in row) noteDropped(outcome, row);
    else rows.push(row);
  }
  if (outcome.rows === 0) throw new AppError('BAD_INPUT', 'The delivery holds no row.');
  return { rows, outcome };
}

function noteDropped(outcome: PushOutcome, row: { dropped: string; line: number; message: string }): void {
  outcome.dropped[row.dropped] = (outcome.dropped[row.dropped] ?? 0) + 1;
  if (outcome.problems.length < NAMED_PROBLEMS)
    outcome.problems.push({ row: row.line, reason: row.dropped, message: row.message });
}

/** A JSON list, or one object, as the lines imports read. */
async function* linesOf({ body, format }: PushDelivery): AsyncGenerator<Uint8Array> {
  if (format === 'jsonl') return yield body;
  let lines: string;
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    const rows = Array.isArray(value) ? (value as unknown[]) : [value];
    lines = rows.map((row) => JSON.stringify(row)).join('\n'); // fails where lists in lists go on for ever
  } catch (cause) {
    throw new AppError('BAD_INPUT', 'The body is not JSON, or is nested too deeply.', { cause });
  }
  yield Buffer.from(lines);
}

async function store(
  context: JobContext,
  source: StoredSource,
  delivery: PushDelivery,
  rows: GoodRow[],
  outcome: PushOutcome,
): Promise<void> {
  const at = context.clock.now();
  const saved = await inTransaction(context.sql, async (tx) => {
    if (!(await claimDelivery(tx, { sourceId: source.id, deliveryId: delivery.id, at })))
      throw new AppError('CONFLICT', `The delivery ${delivery.id} was taken in before.`);
    const stored = await saveRows(tx, source, rows, at);
    await noteDelivery(tx, source.id, at);
    await setSourceHealth(tx, { id: source.id, health: 'ok', reason: 'ok', at });
    const { dropped, ...counts } = stored;
    const details = {
      delivery: delivery.id,
      rows: outcome.rows,
      ...counts,
      dropped: { ...outcome.dropped, ...dropped },
    };
    await recordAudit(tx, { at, actor: source.id, action: 'source.push', subject: source.id, details });
    return stored;
  });
  const { dropped, ...counts } = saved;
  Object.assign(outcome, counts);
  for (const [reason, count] of Object.entries(dropped))
    outcome.dropped[reason] = (outcome.dropped[reason] ?? 0) + count;
}
