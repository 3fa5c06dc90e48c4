import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CataloguedSource } from '../../core/source.ts';
import { createJobContext, importFile, startScheduler, type JobContext } from '../../jobs/index.ts';
import { performJob } from '../../jobs/perform.ts';
import { listAudit } from '../../storage/audit.ts';
import { listSignals } from '../../storage/queries/signals.ts';
import { dueSources, findSource, refusePaused, resumeSource, upsertSources } from '../../storage/sources.ts';
import { createLogger } from '../../core/log.ts';
import { fixedClock } from '../../core/clock.ts';
import { testSource } from '../crawlers/support/crawl.ts';
import { serve, type Served } from '../crawlers/support/serve.ts';
import { useDatabase } from '../support/database.ts';
import { testConfig } from './support/config.ts';

const NOW = '2026-11-16T06:00:00.000Z';
const SPACED =
  'Ask for me at 1 3 8 0 0 1 3 8 0 0 0, the dress is lovely and the fabric falls very well, number ';

/** One host that answers every kind of source of these tests. */
function pages(request: { url?: string }, response: Parameters<Parameters<typeof serve>[0]>[1]): void {
  const path = request.url ?? '';
  const send = (type: string, body: string, status = 200): void => {
    response.writeHead(status, { 'content-type': type }).end(body);
  };
  if (path === '/robots.txt') return send('text/plain', 'User-agent: *\nDisallow: /closed/\n');
  if (path.startsWith('/feed/')) return send('application/rss+xml', feed(path));
  if (path.startsWith('/moved')) {
    response.writeHead(302, { location: 'http://elsewhere.example/feed' }).end();
    return;
  }
  if (path.startsWith('/shop')) return send('application/json', shelf());
  send('text/plain', 'not here', 404);
}

function feed(path: string): string {
  const item = (n: number, text: string): string =>
    `<item><title>Post ${n}</title><link>http://127.0.0.1/${path.slice(6)}/${n}</link><dc:creator>Anna Example</dc:creator>
    <pubDate>Mon, 16 Nov 2026 05:0${n}:00 GMT</pubDate><description>${text}</description></item>`;
  const text = (n: number): string =>
    path.includes('spaced')
      ? `${SPACED}${n}`
      : `A wide-leg trouser number ${n}, worn with a boxy jacket and ballet flats. Write to anna@example.com or 07700 900123.`;
  return `<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>F</title>${[
    1, 2, 3, 4,
  ]
    .map((n) => item(n, text(n)))
    .join('')}</channel></rss>`;
}

const shelf = (): string =>
  JSON.stringify({
    products: [1, 2].map((n) => ({
      id: n,
      title: `Linen shirt ${n}`,
      handle: `linen-shirt-${n}`,
      body_html: 'Linen.',
      vendor: 'Example',
      product_type: 'Shirts',
      variants: [{ id: n, price: '20.00', available: true }],
    })),
  });

describe('governance of what arrives', () => {
  const database = useDatabase();
  let site: Served;
  let context: JobContext;
  const source = (id: string, path: string, part: Partial<CataloguedSource> = {}): CataloguedSource =>
    testSource({
      id,
      urls: [`${site.url}${path}`],
      sector: 'social',
      options: { content: 'feed' },
      legalBasis: 'Own made-up data',
      ...part,
    });

  beforeAll(async () => {
    site = await serve(pages, true);
    const { sql, url, kind } = database();
    context = createJobContext({
      database: { sql, url, kind, close: async () => {} },
      config: testConfig({ HEMLINE_ALLOW_HOSTS: site.host, HEMLINE_CONTACT: 'tests@example.org' }),
      clock: fixedClock(NOW),
      log: createLogger('silent'),
    });
    await upsertSources(sql, [
      source('talk', '/feed/talk'),
      source('narrow', '/feed/narrow', { collects: ['title', 'text'] }),
      source('spaced', '/feed/spaced'),
      source('closed', '/closed/feed'),
      source('shelf', '/shop', { platform: 'shopify', sector: 'editorial', options: {} }),
      source('open-wire', '/x', { urls: ['http://forum.example/feed'] }),
    ]);
  });
  afterAll(async () => {
    await context.close();
    await site.close();
  });

  const crawl = (id: string) => performJob(context, 'crawl-source', { source: id });
  const documentsOf = (id: string) =>
    database().sql<{ text: string; author: string | null; title: string }[]>`
      select title, text, author from documents where source_id = ${id} order by canonical_url`;

  test('what a source may collect is stored without what leads to a person', async () => {
    await crawl('talk');
    const stored = await documentsOf('talk');
    expect(stored).toHaveLength(4);
    for (const { text, author } of stored) {
      expect(text).toContain('boxy jacket');
      expect(text).not.toMatch(/anna@|900123/);
      expect(author).toMatch(/^[0-9a-f]{16}$/);
    }
    expect((await findSource(database().sql, 'talk')).health).toBe('ok');
  });

  test('a narrower declaration is kept to', async () => {
    await crawl('narrow');
    const stored = await documentsOf('narrow');
    expect(stored).toHaveLength(4);
    expect(stored.every(({ author }) => author === null)).toBe(true);
  });

  const broken: [string, RegExp][] = [
    ['spaced', /personal-data: \d+ of \d+ texts/],
    ['closed', /robots/],
    ['shelf', /undeclared: product/],
    ['open-wire', /insecure: .*forum\.example/],
  ];

  test.each(broken)('%s breaks a rule: paused, told in log and signal', async (id, reason) => {
    const { sql } = database();
    await crawl(id);
    const paused = await findSource(sql, id);
    expect(paused).toMatchObject({ health: 'paused', healthSince: new Date(NOW) });
    expect(paused.healthReason).toMatch(reason);
    expect(await documentsOf(id)).toEqual([]);
    expect(await listAudit(sql, { subject: id })).toMatchObject([
      { actor: 'hemline', action: 'source.pause', details: { reason: paused.healthReason } },
    ]);
    const signals = await listSignals(sql, { subject: id, limit: 5 });
    expect(signals).toMatchObject([{ rule: 'source-paused', severity: 'warning' }]);
    expect(JSON.stringify(signals[0]?.reasons)).toMatch(reason);
    const told = signals[0]?.reasons as { en: string; zh: string }[];
    expect(told[0]?.zh).toMatch(/^违反规则：/);
    expect(told[1]?.en).toBe(`only a person lets it go on: hemline sources resume ${id} --by NAME`);
  });

  test('rows that hold more than their source declares pause it, and a paused source takes none in', async () => {
    const { sql } = database();
    const line = (n: number, more: object) =>
      JSON.stringify({ url: `http://narrow.example/sent/${n}`, publishedAt: '2026-11-15', ...more });
    const send = (lines: string[]) =>
      importFile(context, {
        path: 'sent',
        format: 'jsonl',
        source: 'narrow',
        input: (async function* () {
          yield Buffer.from(lines.join('\n'));
        })(),
      });
    expect(await send([line(1, { title: 'A', text: 'A linen shirt' })])).toMatchObject({ added: 1 });
    const kept = await send([line(2, { text: 'A wool coat', author: 'Anna Example' })]);
    expect(kept).toMatchObject({ added: 1 });
    expect((await documentsOf('narrow')).every(({ author }) => author === null)).toBe(true);
    expect(await findSource(sql, 'narrow')).toMatchObject({
      health: 'paused',
      healthReason: 'broke a rule: undeclared: author',
    });
    expect(await listSignals(sql, { subject: 'narrow', limit: 5 })).toHaveLength(1);
    const refused = send([line(3, { text: 'A felt hat' })]);
    await expect(refused).rejects.toThrowError(
      /narrow is paused: .* hemline sources resume narrow --by NAME/,
    );
  });

  test('the insecure source was never asked', () => {
    expect(site.hits.some((path) => path.startsWith('/x'))).toBe(false);
  });

  test('neither the scheduler nor a command crawls a paused source; a person resumes it', async () => {
    const { sql } = database();
    const id = 'spaced';
    const later = new Date('2027-01-01T00:00:00Z');
    expect((await dueSources(sql, later)).map((due) => due.id)).not.toContain(id);
    const asked: string[] = [];
    const runner = {
      kind: 'bullmq' as const,
      repeat: async () => {},
      enqueue: async (_name: string, payload: { source?: string }) => {
        if (payload.source !== undefined) asked.push(payload.source);
      },
    };
    const scheduler = await startScheduler(runner as unknown as Parameters<typeof startScheduler>[0], {
      ...context,
      clock: fixedClock(later),
    });
    await scheduler.stop();
    expect(asked).toContain('talk');
    expect(asked).not.toContain(id);
    const sentence = /is paused: broke a rule.*hemline sources resume spaced --by NAME/;
    await expect(crawl(id)).rejects.toMatchObject({
      code: 'SOURCE_PAUSED',
      message: expect.stringMatching(sentence),
    });
    await expect(refusePaused(sql, ['talk', id])).rejects.toMatchObject({ code: 'SOURCE_PAUSED' });
    await refusePaused(sql, ['talk']);
    const decision = { id, reason: 'asked them to stop', at: new Date(NOW) };
    await expect(resumeSource(sql, { ...decision, by: 'hemline' })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    });
    await resumeSource(sql, { ...decision, by: 'Ada' });
    expect(await listAudit(sql, { subject: id, limit: 1 })).toMatchObject([
      { actor: 'Ada', action: 'source.resume' },
    ]);
    await expect(sql`update audit_log set actor = 'x'`).rejects.toMatchObject({ code: '23001' });
    await expect(sql`delete from audit_log`).rejects.toMatchObject({ code: '23001' });
    await expect(sql`truncate audit_log`).rejects.toMatchObject({ code: '23001' });
  });
});
