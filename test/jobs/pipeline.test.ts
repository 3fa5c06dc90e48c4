import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRunner, importFile, runPipeline, startScheduler, syncCatalogue } from '../../jobs/index.ts';
import { performJob } from '../../jobs/perform.ts';
import { pauseSource } from '../../storage/sources.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { clock, contextOver, dump } from './support/house.ts';

let database: TestDatabase;
let server: Server;
let folder: string;
let host: string;
let asked: string[] = [];

/** Three texts that are no copies of one another. */
const BODIES = [
  'A butter yellow dress opened the show, and a burgundy coat closed it. The hall was full; guests stayed long after the lights had gone out, talking of hems and of the rain that fell on the roof all evening.',
  'Nobody expected butter yellow at the harbour. Yet three models came along the quay with it under burgundy knitwear, while the ferries hooted and a crowd of students sketched what it saw from the far side.',
  'In the workshop behind the station, tailors cut a butter yellow lining for every burgundy blazer of the order. They had eleven days, two machines and one iron, which broke down on the second morning.',
];

const article = (n: number): string =>
  `<html><head><title>Look ${n}</title><meta property="article:published_time" content="2026-01-${10 + n}T08:00:00Z"></head>` +
  `<body><article><h1>Look ${n}</h1><p>${BODIES[n - 1]}</p></article></body></html>`;

const feed = (): string =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>Looks</title>${[1, 2, 3]
    .map(
      (n) =>
        `<item><title>Look ${n}</title><link>http://${host}/look/${n}</link><pubDate>Sat, ${10 + n} Jan 2026 08:00:00 GMT</pubDate></item>`,
    )
    .join('')}</channel></rss>`;

const source = (id: string, path: string): string => `id: ${id}
name: ${id}
sector: editorial
platform: feed
urls: [http://${host}/${path}]
market: us
language: en
cadence: 12h
politeness: { delay_ms: 0 }
purpose: test of the stages
legal_basis: made-up pages on loopback
retention_days: 3650
`;

beforeAll(async () => {
  database = await openTestDatabase('embedded');
  folder = await mkdtemp(join(tmpdir(), 'hemline-pipeline-'));
  server = createServer((request, response) => {
    const url = request.url ?? '';
    asked.push(url);
    const look = /^\/look\/(\d)$/.exec(url);
    if (url === '/robots.txt') return void response.end('User-agent: *\nDisallow: /closed\n');
    if (url === '/feed') return void response.setHeader('content-type', 'application/rss+xml').end(feed());
    if (look) return void response.setHeader('content-type', 'text/html').end(article(Number(look[1])));
    response.statusCode = 404;
    response.end('gone');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  await writeFile(join(folder, 'looks.yaml'), source('looks', 'feed'));
  await writeFile(join(folder, 'broken.yaml'), source('broken', 'gone'));
  await writeFile(join(folder, 'stopped.yaml'), source('stopped', 'feed'));
});

afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true, force: true });
  await database.close();
});

test(
  'the whole way from a feed to a summary; the second time changes nothing',
  { timeout: 60_000 },
  async () => {
    const context = contextOver(database, { HEMLINE_ALLOW_HOSTS: host });
    expect(await syncCatalogue(context, [{ folder, origin: 'user' }])).toBe(3);
    await pauseSource(database.sql, {
      id: 'stopped',
      by: 'hemline',
      reason: 'broke a rule',
      at: clock.now(),
    });
    const told: string[] = [];
    const sources = ['looks', 'broken', 'stopped'];
    const summary = await runPipeline(context, { sources, onStage: ({ stage }) => told.push(stage) });
    expect(told).toEqual([
      'crawl-source',
      'fold-duplicates',
      'read-documents',
      'build-series',
      'discover-terms',
      'cluster-themes',
      'forecast-series',
      'raise-signals',
    ]);
    expect(summary).toMatchObject({
      documents: 3,
      duplicates: 0,
      documentsBySector: { editorial: 3, social: 0 },
    });
    const health = Object.fromEntries(summary.sources.map((one) => [one.id, one.health]));
    expect(health).toMatchObject({ looks: 'ok', stopped: 'paused' });
    expect(health['broken']).not.toBe('ok');
    expect(asked).not.toContain('/closed');
    const states = await database.sql`
    select stage, documents from concept_states
    where concept_id = 'color:butter-yellow' and sector = 'all' and market = 'all'`;
    expect(states).toEqual([{ stage: 'unknown', documents: 3 }]); // three documents are no trend
    const [version] = await database.sql`select value from settings where key = 'data_version'`;
    expect(Number(version!['value'])).toBeGreaterThan(0);
    const before = await dump(database);
    expect(before['mentions']!.length).toBeGreaterThanOrEqual(6);
    await runPipeline(context, { sources: ['looks'] });
    expect(await dump(database)).toEqual(before);
    await context.close();
  },
);

test('the runner carries a chain through all stages, and the scheduler asks for what is due once', async () => {
  const context = contextOver(database, { HEMLINE_ALLOW_HOSTS: host });
  const runner = await createRunner(context, {});
  const rows = [
    {
      type: 'document',
      url: 'https://example.test/one',
      title: 'One',
      text: 'A burgundy coat.',
      publishedAt: '2026-01-20T00:00:00Z',
    },
    { type: 'document', url: 'https://example.test/two', title: 'Two', text: 'No date.' },
    'not json',
  ];
  const path = join(folder, 'rows.jsonl');
  await writeFile(path, rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row))).join('\n'));
  await runner.enqueue('import-file', { path, source: 'looks', chain: 'all' });
  await runner.run();
  expect(await runner.failed()).toEqual([]);
  const [imported] = await database.sql`
    select count(*)::int as mentions from mentions m join documents d on d.id = m.document_id
    where d.canonical_url = 'https://example.test/one' and m.concept_id = 'color:burgundy'`;
  expect(imported).toEqual({ mentions: 1 });
  expect(await importFile(context, { path, source: 'looks' })).toMatchObject({
    rows: 3,
    added: 0,
    dropped: 2,
  });
  const [stages] = await database.sql`
    select count(*)::int as done from stage_runs where state = 'done' and stage = 'raise-signals'`;
  expect(stages!['done']).toBe(3);

  asked = [];
  await database.sql`update sources set next_due_at = null where id = 'looks'`;
  const scheduler = await startScheduler(runner, context, { tickMs: 20 });
  await new Promise((resolve) => setTimeout(resolve, 150));
  await scheduler.stop();
  // Only what is due, and that once: `looks`, while the paused source waits for a person. The daily work comes later.
  expect(await runner.counts()).toMatchObject({ waiting: 1, delayed: 2 });
  await runner.start();
  await expect.poll(async () => asked.includes('/feed'), { timeout: 20_000 }).toBe(true);
  await runner.close();
  expect(asked).toContain('/feed');
  expect(await performJob(context, 'crawl-source', { source: 'looks', onlyIfDue: true })).toEqual({
    notDue: 1,
  });
  await context.close();
}, 60_000);
