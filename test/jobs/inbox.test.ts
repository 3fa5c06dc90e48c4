import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { main } from '../../cli/main.ts';
import { gatherCandidates } from '../../jobs/discover/gather-candidates.ts';
import { runPipeline } from '../../jobs/index.ts';
import { saveCandidates, type CandidateTerm } from '../../storage/candidates.ts';
import { seedDocuments, seedSources } from '../storage-analysis/support/seed.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { contextOver } from './support/house.ts';

let database: TestDatabase;
const TEXTS = [
  'A mosscore coat and a 苔原系 scarf.',
  'Everyone wears mosscore now.',
  'The gloss-hem skirt came back, and gloss hems with it.',
  'A burgundy coat.',
];

function term(more: Partial<CandidateTerm> & Pick<CandidateTerm, 'term'>): CandidateTerm {
  return {
    language: 'en',
    kind: 'new',
    score: 9,
    documents: 12,
    baseline: 0.1,
    firstSeen: '2026-01-05',
    lastSeen: '2026-01-18',
    suggestedFacet: 'style',
    suggestedParent: null,
    cooccurring: [],
    examples: [],
    ...more,
  };
}

beforeAll(async () => {
  database = await openTestDatabase('server');
  await seedSources(database.sql, [{ id: 'editorial-1', sector: 'editorial', market: 'us' }]);
  await seedDocuments(
    database.sql,
    TEXTS.map((text, n) => ({
      key: `text-${n}`,
      source: 'editorial-1',
      sector: 'editorial',
      at: `2026-01-0${5 + n}T08:00:00Z`,
      text,
    })),
  );
  await database.sql`
    insert into dirty_cells select distinct source_id, date_trunc('week', published_at)::date from documents`;
  const context = contextOver(database);
  await runPipeline(context, { stages: ['read-documents', 'build-series'] });
  await context.close();
  await saveCandidates(database.sql, [
    term({ term: 'mosscore' }),
    term({ term: 'gloss hem', suggestedFacet: null, score: 8 }),
    term({ term: 'harbour sale', score: 7 }),
    term({ term: 'burgundy', score: 6 }),
  ]);
}, 120_000);

afterAll(async () => database.close());

async function hemline(...args: string[]): Promise<{ out: string; err: string; code: number }> {
  let [out, err] = ['', ''];
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => ((out += String(chunk)), true)),
    vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => ((err += String(chunk)), true)),
  ];
  process.exitCode = 0;
  await main(args, { DATABASE_URL: database.url, HEMLINE_LOG_LEVEL: 'silent' });
  const code = process.exitCode;
  process.exitCode = 0;
  for (const spy of spies) spy.mockRestore();
  return { out, err, code };
}

const mentions = async (concept: string): Promise<string[]> => {
  const rows = await database.sql<{ surface: string }[]>`
    select m.surface from mentions m join settings s on s.key = 'taxonomy_version'
      and m.taxonomy_version = (s.value #>> '{}')::integer
    where m.concept_id = ${concept} order by m.document_id, m.start_offset`;
  return rows.map(({ surface }) => surface).sort();
};

const versions = async (): Promise<number> =>
  Number((await database.sql`select count(*)::int as n from taxonomy_versions`)[0]!['n']);

describe('hemline candidates', () => {
  test('lists what waits, the most surprising first', async () => {
    const { out, code } = await hemline('candidates', 'list');
    expect(code).toBe(0);
    expect(out.split('\n').map((line) => line.split('  ')[0])).toEqual([
      'en:mosscore',
      'en:gloss hem',
      'en:harbour sale',
      'en:burgundy',
      '',
    ]);
    expect(JSON.parse((await hemline('candidates', 'list', '--json')).out)[0]).toMatchObject({
      id: 'en:mosscore',
    });
  });

  test('accept makes a concept with names in both languages, a new version, and the past is read again', async () => {
    const before = await versions();
    const flags = ['--label-zh', '苔原系', '--facet', 'style', '--parent', 'style:retro', '--by', 'ada'];
    const { out, err } = await hemline('candidates', 'accept', 'en:mosscore', ...flags);
    expect(err).toBe('');
    expect(out).toBe('en:mosscore is accepted: style:mosscore.\nThe past is read again.\n');
    expect(await versions()).toBe(before + 1);
    expect(await mentions('style:mosscore')).toEqual(['mosscore', 'mosscore', '苔原系'].sort());
    const [concept] = await database.sql`select * from concepts where id = 'style:mosscore'`;
    expect(concept).toMatchObject({ label_zh: '苔原系', parent_id: 'style:retro', origin: 'discovered' });
    const [series] = await database.sql`
      select sum(documents)::int as documents from series_points
      where concept_id = 'style:mosscore' and sector = 'all' and market = 'all'`;
    expect(series).toEqual({ documents: 2 });
    const [line] = await database.sql`select actor, action from audit_log order by id desc limit 1`;
    expect(line).toEqual({ actor: 'ada', action: 'candidate.accepted' });
  });

  test('merge makes an alias, however it is written', async () => {
    expect((await hemline('candidates', 'merge', 'en:gloss hem', 'detail:none')).err).toContain(
      'there is no detail:none',
    );
    await hemline('candidates', 'merge', 'en:gloss hem', 'detail:ruffle');
    expect(await mentions('detail:ruffle')).toEqual(['gloss hems', 'gloss-hem']);
  });

  test('reject keeps the reason and reads nothing again', async () => {
    const before = await versions();
    const { out } = await hemline(
      'candidates',
      'reject',
      'en:harbour sale',
      '--reason',
      'a shop, not a garment',
    );
    expect(out).toBe('en:harbour sale is rejected.\n');
    expect((await hemline('candidates', 'list', '--status', 'rejected')).out).toContain(
      'a shop, not a garment',
    );
    expect(await versions()).toBe(before);
  });

  test('the rules of the API hold: one decision, names that are free, parents that are there', async () => {
    const again = await hemline('candidates', 'accept', 'en:mosscore');
    expect(again).toMatchObject({ code: 1 });
    expect(again.err).toContain('was accepted already');
    expect((await hemline('candidates', 'accept', 'en:burgundy', '--facet', 'style')).err).toContain(
      'merge the candidate',
    );
    const orphan = await hemline(
      'candidates',
      'accept',
      'en:burgundy',
      '--label-en',
      'wine haze',
      '--parent',
      'style:none',
    );
    expect(orphan.err).toContain('parent: there is no style:none');
    expect(await hemline('candidates', 'accept', 'en:none')).toMatchObject({ code: 1 });
    expect((await hemline('candidates', 'accept', 'en:burgundy', '--hex', 'red')).err).toContain('hex');
  });
});

test('hemline palette writes the colours of the stored series to a file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hemline-palette-'));
  const out = join(folder, 'palette.ase');
  expect(await hemline('palette', '--format', 'ase', '--out', out)).toMatchObject({ out: '', code: 0 });
  const bytes = await readFile(out);
  expect(bytes.toString('latin1', 0, 4)).toBe('ASEF');
  const json = JSON.parse((await hemline('palette')).out) as {
    colors: { concept: string; weight: number }[];
  };
  expect(json.colors).toMatchObject([{ concept: 'color:burgundy', weight: 1 }]);
  expect(bytes.readUInt32BE(8)).toBe(3);
  await rm(folder, { recursive: true });
});

test('ways of writing are one candidate, under the spelling the inbox knows or the usual one', () => {
  const printed = (spelled: string, count: number) => ({
    period: '2026-01-05',
    from: '2026-01-05',
    to: '2026-01-11',
    documents: 50,
    terms: [
      {
        term: spelled,
        language: 'en' as const,
        kind: 'new' as const,
        score: count,
        count,
        baseline: 0,
        firstSeen: '2026-01-06',
        concept: null,
        examples: [],
        suggestion: {
          facet: 'style' as const,
          parent: null,
          cooccurring: [{ concept: 'a:b', documents: 2 }],
        },
      },
    ],
  });
  const periods = [printed('cloud pleat', 3), printed('cloud-pleat', 4)];
  expect(gatherCandidates(periods)).toMatchObject([
    { term: 'cloud-pleat', documents: 7, score: 4, cooccurring: [{ concept: 'a:b', documents: 4 }] },
  ]);
  const known = [{ language: 'en' as const, term: 'cloudpleat' }];
  expect(gatherCandidates(periods, known)).toMatchObject([{ term: 'cloudpleat', documents: 7 }]);
});
