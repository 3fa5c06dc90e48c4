import { beforeAll, expect, test } from 'vitest';
import type { Sql } from '../../storage/connect.ts';
import { saveDocuments } from '../../storage/documents.ts';
import { upsertSources } from '../../storage/sources.ts';
import { describeDatabases } from '../support/database.ts';
import { fingerprint, LONG_TEXT, NOW, sampleDocument, sampleSource } from './sample.ts';

const options = { fingerprint, at: NOW };
const magazine = sampleSource('magazine');
const portal = sampleSource('portal');

async function takeDirty(sql: Sql): Promise<string[]> {
  const rows = await sql<
    { cell: string }[]
  >`delete from dirty_cells returning source_id || ' ' || week as cell`;
  return rows.map((row) => row.cell).sort();
}

describeDatabases('documents', (database) => {
  beforeAll(async () => {
    await upsertSources(database().sql, [magazine, portal]);
  });

  test('a second time the same draft changes nothing', async () => {
    const { sql } = database();
    const draft = sampleDocument('https://magazine.example/a', LONG_TEXT, { engagement: { likes: 3 } });
    expect(await saveDocuments(sql, magazine, [draft], options)).toMatchObject({ added: 1 });
    expect(await takeDirty(sql)).toEqual(['magazine 2026-03-02']);
    expect(await saveDocuments(sql, portal, [draft, draft], options)).toMatchObject({
      added: 0,
      unchanged: 1,
    });
    expect(await takeDirty(sql)).toEqual([]);
    const rows = await sql`select source_id from documents`;
    expect(rows).toEqual([{ source_id: 'magazine' }]);
  });

  test('new engagement is added to what is known, and the readings stay', async () => {
    const { sql } = database();
    await readAll(sql);
    const draft = sampleDocument('https://magazine.example/a', LONG_TEXT, { engagement: { comments: 2 } });
    expect(await saveDocuments(sql, magazine, [draft], options)).toMatchObject({ refreshed: 1, changed: 0 });
    const [row] =
      await sql`select engagement, (select count(*)::int from readings) as readings from documents`;
    expect(row).toEqual({ engagement: { likes: 3, comments: 2 }, readings: 1 });
    expect(await takeDirty(sql)).toEqual(['magazine 2026-03-02']);
  });

  test('a changed text is unread again, and marks the week it leaves and the one it comes to', async () => {
    const { sql } = database();
    const draft = sampleDocument('https://magazine.example/a', `${LONG_TEXT} An update.`, {
      publishedAt: new Date('2026-02-10T00:00:00Z'),
    });
    expect(await saveDocuments(sql, magazine, [draft], options)).toMatchObject({ changed: 1 });
    expect(await takeDirty(sql)).toEqual(['magazine 2026-02-09', 'magazine 2026-03-02']);
    const [row] = await sql`
      select (select count(*)::int from readings) + (select count(*)::int from mentions)
        + (select count(*)::int from opinions) as read, (select count(*)::int from document_bands) as bands`;
    expect(row).toEqual({ read: 0, bands: 8 });
  });

  test('a date that was guessed gives way to a known one, not the other way round', async () => {
    const { sql } = database();
    const url = 'https://magazine.example/dated';
    const at = (day: string, known: boolean) =>
      sampleDocument(url, LONG_TEXT, { publishedAt: new Date(`${day}T00:00:00Z`), publishedAtKnown: known });
    await saveDocuments(sql, magazine, [at('2026-03-01', false)], options);
    await saveDocuments(sql, magazine, [at('2026-01-05', true)], options);
    await saveDocuments(sql, magazine, [at('2026-03-02', false)], options);
    const [row] = await sql`
      select published_at, published_at_known as known from documents where canonical_url = ${url}`;
    expect(row).toEqual({ published_at: new Date('2026-01-05T00:00:00Z'), known: true });
  });

  test('a date to come is no date: the time it was seen stands in', async () => {
    const { sql } = database();
    const url = 'https://magazine.example/future';
    await saveDocuments(
      sql,
      magazine,
      [sampleDocument(url, LONG_TEXT, { publishedAt: new Date('2199-01-01T00:00:00Z') })],
      options,
    );
    const rows =
      await sql`select published_at, published_at_known as known from documents where canonical_url = ${url}`;
    expect(rows).toEqual([{ published_at: NOW, known: false }]);
  });

  test('hostile drafts are stored clean or dropped by a named reason', async () => {
    const { sql } = database();
    const saved = await saveDocuments(
      sql,
      magazine,
      [
        sampleDocument('https://magazine.example/nul', `a\0b \ud83d "quoted' \\ {} 宽腿裤`),
        sampleDocument(`https://magazine.example/${'x'.repeat(5_000)}`, 'trap'),
        sampleDocument('https://magazine.example/never', 'date', { publishedAt: new Date(Number.NaN) }),
        sampleDocument('', 'no url'),
      ],
      options,
    );
    expect(saved).toMatchObject({
      added: 1,
      dropped: { 'url-too-long': 1, 'date-out-of-range': 1, 'no-url': 1 },
    });
    const [row] = await sql`select text from documents where canonical_url = 'https://magazine.example/nul'`;
    expect(row?.['text']).toBe(`ab \ufffd "quoted' \\ {} 宽腿裤`);
  });

  test('two processes that save the same URLs at once add each once', async () => {
    const { sql } = database();
    const drafts = Array.from({ length: 300 }, (_, i) =>
      sampleDocument(`https://portal.example/${i}`, `text ${i}`),
    );
    const saved = await Promise.all([
      saveDocuments(sql, portal, drafts, options),
      saveDocuments(sql, portal, drafts.toReversed(), options),
      saveDocuments(sql, magazine, drafts, options),
    ]);
    expect(saved.reduce((sum, one) => sum + one.added, 0)).toBe(300);
  });
});

async function readAll(sql: Sql): Promise<void> {
  const [version] = await sql<{ version: number }[]>`
    insert into taxonomy_versions (hash, concepts, created_at) values ('h', 1, now()) returning version`;
  await sql`
    insert into readings (document_id, taxonomy_version, content_hash, language, sentiment, score, p_positive)
    select id, ${version?.version ?? 0}, content_hash, language, 'neutral', 0, 0.5 from documents`;
  await sql`
    insert into mentions select id, 1, 'garment:wide-leg-trousers', 4, 20, 'wide-leg trouser', false, 0 from documents`;
  await sql`
    insert into opinions (document_id, taxonomy_version, aspect, polarity, start_offset, end_offset, surface)
    select id, 1, 'overall', 'positive', 0, 3, 'The' from documents`;
}
