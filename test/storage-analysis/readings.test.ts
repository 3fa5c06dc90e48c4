import { expect, test } from 'vitest';
import { fixedClock } from '../../core/clock.ts';
import { sha256Hex } from '../../core/hash.ts';
import { countUnread, dropFormerReadings, readBatch } from '../../storage/readings.ts';
import { currentTaxonomyVersion, discoveredConcepts, syncTaxonomy } from '../../storage/taxonomy.ts';
import { describeDatabases } from '../support/database.ts';
import { CONCEPTS, fakeRead, readAll } from './support/fake-read.ts';
import { documentId, seedDocuments, seedSources } from './support/seed.ts';

const clock = fixedClock('2026-02-04T00:00:00Z');

describeDatabases('readings', (database) => {
  const seed = async (prefix: string, count: number): Promise<void> => {
    await seedSources(database().sql, [{ id: prefix, sector: 'editorial' }]);
    await seedDocuments(
      database().sql,
      Array.from({ length: count }, (_, i) => ({
        key: `${prefix}${i}`,
        source: prefix,
        sector: 'editorial',
        at: `2026-01-${String((i % 28) + 1).padStart(2, '0')}T00:00:00Z`,
        text: `linen and bow ${i}, good quality`,
      })),
    );
  };

  test('four workers at once read every document once', async () => {
    const { sql } = database();
    await seed('many', 120);
    const version = await syncTaxonomy(sql, { hash: 'many', concepts: CONCEPTS }, () => 'shipped', clock);
    const seen: string[] = [];
    const worker = async (): Promise<void> => {
      for (let quiet = 0; quiet < 2;) {
        const batch = await readBatch(sql, { version, limit: 7, after: null }, (document) => {
          seen.push(document.id);
          return fakeRead(document);
        });
        quiet = batch.documents === 0 ? quiet + 1 : 0;
      }
    };
    await Promise.all([worker(), worker(), worker(), worker()]);
    expect(seen).toHaveLength(120);
    expect(new Set(seen).size).toBe(120);
    expect(await countUnread(sql, version)).toBe(0);
    const [counts] = await sql`
      select (select count(*)::int from mentions where taxonomy_version = ${version}) as mentions,
        (select count(*)::int from opinions where taxonomy_version = ${version}) as opinions,
        (select count(*)::int from dirty_cells where source_id = 'many') as cells`;
    expect(counts).toEqual({ mentions: 240, opinions: 120, cells: 5 });
  });

  test('a reading that throws midway leaves nothing of its batch; a changed text is read anew', async () => {
    const { sql } = database();
    await seed('torn', 10);
    const { version } = await readAll(sql, clock, 'many');
    await sql`update documents set text = 'suede', content_hash = ${sha256Hex('suede')} where source_id = 'torn'`;
    let turn = 0;
    const broken = readBatch(sql, { version, limit: 100, after: null }, (document) => {
      if ((turn += 1) === 6) throw new Error('out of memory');
      return fakeRead(document);
    });
    await expect(broken).rejects.toThrow('out of memory');
    expect(await countUnread(sql, version)).toBe(10);
    const { read } = await readAll(sql, clock, 'many');
    expect(read).toBe(10);
    const mentions = await sql`
      select distinct concept_id from mentions m join documents d on d.id = m.document_id
      where d.source_id = 'torn' and taxonomy_version = ${version}`;
    expect(mentions).toEqual([{ concept_id: 'fabric:suede' }]);
  });

  test('copies are not read; a document the reader gives up on counts as read and as unreadable', async () => {
    const { sql } = database();
    await seedSources(sql, [{ id: 'copies', sector: 'editorial' }]);
    const document = { source: 'copies', sector: 'editorial', at: '2026-01-06T00:00:00Z', text: 'linen' };
    await seedDocuments(sql, [
      { ...document, key: 'original' },
      { ...document, key: 'copy', duplicateOf: 'original' },
    ]);
    const version = (await currentTaxonomyVersion(sql)) ?? 0;
    const batch = await readBatch(sql, { version, limit: 10, after: null }, () => null);
    expect(batch).toMatchObject({ documents: 1, unreadable: 1, mentions: 0 });
    expect(await countUnread(sql, version)).toBe(0);
    await sql`update documents set duplicate_of = null where id = ${documentId('copy')}`;
    expect(await countUnread(sql, version)).toBe(1);
  });

  test('a changed taxonomy starts a version in which nothing is read; going back takes the old one up', async () => {
    const { sql } = database();
    const first = await syncTaxonomy(sql, { hash: 'many', concepts: CONCEPTS }, () => 'shipped', clock);
    const fewer = CONCEPTS.slice(1);
    const second = await syncTaxonomy(sql, { hash: 'fewer', concepts: fewer }, () => 'user', clock);
    expect(second).toBeGreaterThan(first);
    expect(await currentTaxonomyVersion(sql)).toBe(second);
    expect(await countUnread(sql, second)).toBeGreaterThan(100);
    const [gone] = await sql`select active from concepts where id = ${CONCEPTS[0]!.id}`;
    expect(gone).toEqual({ active: false });
    expect(await syncTaxonomy(sql, { hash: 'many', concepts: CONCEPTS }, () => 'shipped', clock)).toBe(first);
    expect(await currentTaxonomyVersion(sql)).toBe(first);
    expect(await dropFormerReadings(sql, first)).toBe(0);
    await sql`
      insert into concepts (id, facet, label_zh, label_en, aliases_en, origin)
      values ('style:cloudpleat', 'style', '云朵褶', 'cloudpleat', ${['cloudpleat']}, 'discovered')`;
    expect(await discoveredConcepts(sql)).toMatchObject([
      { id: 'style:cloudpleat', aliasesEn: ['cloudpleat'] },
    ]);
    await syncTaxonomy(sql, { hash: 'fewer', concepts: fewer }, () => 'user', clock);
    expect(await discoveredConcepts(sql)).toHaveLength(1); // lives in the database, not in a file
  });
});
