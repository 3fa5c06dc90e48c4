import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApi } from '../api/index.ts';
import { systemClock } from '../core/clock.ts';
import { parseConfig } from '../core/config.ts';
import { createLogger } from '../core/log.ts';
import { seededRandom } from '../core/random.ts';
import { createItemReader, createJobContext } from '../jobs/index.ts';
import { openDatabase } from '../storage/connect.ts';
import { migrate } from '../storage/migrate.ts';

/**
 * A batch of items scored by the API, beside parsing and writing the same JSON alone: medians, ms, and their ratio. Every
 * item's text is new in every round, so nothing is remembered. `npx tsx bench/recommender.ts [items] [rounds]`.
 */
const ITEMS = Number(process.argv[2] ?? 200);
const ROUNDS = Number(process.argv[3] ?? 101);
const folder = mkdtempSync(join(tmpdir(), 'hemline-bench-'));
const config = parseConfig({ HEMLINE_DATA_DIR: folder });
const log = createLogger('silent');
const database = await openDatabase({ config });
try {
  await migrate(database.sql, systemClock);
  const context = createJobContext({ database, config, clock: systemClock, log });
  const { taxonomy } = await context.taxonomy();
  const random = seededRandom(5);
  await database.sql`
    insert into trend_scores (concept_id, sector, market, score, growth, outlook, confidence, stage, documents, change,
      changed_at)
    select id, 'all', 'all', 30 + 40 * random(), random() - 0.3, random() - 0.4, random(), 'rising', 30 + 900 * random(),
      nextval('trend_changes'), now() from concepts`;
  const app = createApi({
    sql: database.sql,
    clock: systemClock,
    log,
    demo: false,
    enqueue: () => Promise.resolve(),
    items: createItemReader(context),
  });
  const words = taxonomy.concepts.flatMap(({ facet, aliasesEn, aliasesZh }) =>
    facet === 'brand' ? [] : [...aliasesEn.slice(0, 2), ...aliasesZh.slice(0, 2)],
  );
  const pick = (): string => words[Math.floor(random() * words.length)] ?? '';
  const bodyOf = (round: number): string =>
    JSON.stringify({
      items: Array.from({ length: ITEMS }, (_, i) => ({
        id: `${i}`,
        text: `${pick()} ${pick()} ${pick()} ${round * ITEMS + i}`,
        attributes: { color: pick() },
      })),
    });
  const ask = async (body: string): Promise<string> => {
    const headers = { 'content-type': 'application/json' };
    const answer = await app.request('/api/v1/recommender/score', { method: 'POST', headers, body });
    if (answer.status !== 200) throw new Error(`${answer.status}: ${await answer.text()}`);
    return answer.text();
  };
  const [scored, plain]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    const body = bodyOf(round);
    const start = performance.now();
    const answer = await ask(body);
    const middle = performance.now();
    JSON.parse(body);
    JSON.stringify(JSON.parse(answer));
    scored.push(middle - start);
    plain.push(performance.now() - middle);
  }
  const median = (times: number[]): number => times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0;
  console.log(
    `${ITEMS} items: median ${median(scored).toFixed(1)} ms; the JSON alone ${median(plain).toFixed(1)} ms; ` +
      `ratio ${(median(scored) / median(plain)).toFixed(1)}; first call ${scored[0]?.toFixed(0)} ms`,
  );
  await context.close();
} finally {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
}
