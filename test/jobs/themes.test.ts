import { afterAll, beforeAll, expect, test } from 'vitest';
import { fixedClock } from '../../core/clock.ts';
import { addWeeks } from '../../core/dates.ts';
import { seededRandom } from '../../core/random.ts';
import { clusterThemesStage } from '../../jobs/handlers/cluster-themes.ts';
import { runPipeline } from '../../jobs/index.ts';
import { silentProgress } from '../../core/progress.ts';
import { saveCandidates } from '../../storage/candidates.ts';
import { listThemes } from '../../storage/queries/themes.ts';
import { seedDocuments, seedSources } from '../storage-analysis/support/seed.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { clock, contextOver } from './support/house.ts';

let database: TestDatabase;
const GROUPS = [
  ['linen', 'wide-leg trousers', 'raffia bag', 'ecru', 'espadrilles', 'straw hat'],
  ['shearling', 'parka', 'snow boots', 'navy', 'cable knit', 'beanie'],
  ['sequins', 'slip dress', 'stilettos', 'silver', 'satin', 'fringe'],
];

beforeAll(async () => {
  database = await openTestDatabase('embedded');
  const random = seededRandom(8);
  await seedSources(database.sql, [{ id: 'editorial-1', sector: 'editorial' }]);
  const documents = Array.from({ length: 26 * 12 }, (_, n) => {
    const group = GROUPS[n % 3]!;
    const said = group.toSorted(() => random() - 0.5).slice(0, 3);
    return {
      key: `d${n}`,
      source: 'editorial-1',
      sector: 'editorial',
      at: `${addWeeks('2026-01-26', -(n % 26))}T08:00:00Z`,
      text: `Look ${n}: ${said.join(', ')}.`,
    };
  });
  await seedDocuments(database.sql, documents);
  await database.sql`
    insert into dirty_cells select distinct source_id, date_trunc('week', published_at)::date from documents`;
  const context = contextOver(database);
  await runPipeline(context, { stages: ['read-documents', 'build-series'] });
  await context.close();
}, 120_000);

afterAll(async () => database.close());

async function cluster(now: string): Promise<void> {
  const context = { ...contextOver(database), clock: fixedClock(now) };
  const run = { signal: context.signal, progress: silentProgress.start('cluster-themes', null) };
  await clusterThemesStage(context, { chain: 'none' }, run);
  await context.close();
}

test('a term of the inbox joins the theme of the concepts it is said with; scores and the comparison are stored', async () => {
  const concept = 'fabric:sequin';
  const [known] = await database.sql`
    select concept_id as id from mentions where surface = 'sequins' limit 1`;
  const partner = String(known?.['id'] ?? concept);
  const others = await database.sql<{ id: string }[]>`
    select distinct concept_id as id from mentions where surface in ('slip dress', 'stilettos', 'satin')`;
  await saveCandidates(database.sql, [
    {
      term: 'discoglow',
      language: 'en',
      kind: 'new',
      score: 12,
      documents: 40,
      baseline: 0,
      firstSeen: '2025-12-01',
      lastSeen: '2026-01-25',
      suggestedFacet: 'style',
      suggestedParent: null,
      cooccurring: [partner, ...others.map(({ id }) => id)].map((id) => ({ concept: id, documents: 20 })),
      examples: [],
    },
  ]);
  await cluster(clock.now().toISOString());
  const themes = await listThemes(database.sql, { past: false, limit: 50 });
  const home = themes.find((theme) => theme.members.some(({ member }) => member === 'en:discoglow'));
  expect(home?.members.map(({ member }) => member)).toContain(partner);
  expect(home?.members.find(({ member }) => member === 'en:discoglow')).toMatchObject({
    labelEn: 'discoglow',
  });
  expect(themes.length).toBeGreaterThanOrEqual(3);
  const compared = home?.scores['compared'] as Record<string, unknown>[];
  expect(compared.map(({ method }) => String(method)).sort()).toEqual([
    'consensus',
    'density',
    'gmm',
    'kmeans',
  ]);
  for (const scores of compared) {
    expect(Object.keys(scores).sort()).toEqual([
      'clusters',
      'coverage',
      'daviesBouldin',
      'largest',
      'method',
      'setting',
      'silhouette',
      'stability',
    ]);
  }
  for (const { nameZh, nameEn, palette } of themes) {
    expect(nameZh).not.toBe('');
    expect(nameEn).not.toBe('');
    expect(Array.isArray(palette)).toBe(true);
  }
});

test('a week later the themes keep their ids', async () => {
  const before = (await listThemes(database.sql, { past: false, limit: 50 })).map(({ id }) => id).sort();
  await cluster('2026-02-09T06:00:00Z');
  const after = await listThemes(database.sql, { past: false, limit: 50 });
  expect(after.map(({ id }) => id).sort()).toEqual(before);
  expect(after.every(({ lastWeek, firstWeek }) => lastWeek > firstWeek)).toBe(true);
});

test('the same week done again is told the same choice of the week before, and answers the same', async () => {
  const shape = async () => (await listThemes(database.sql, { past: false, limit: 50 })).toSorted(byId);
  const before = await shape();
  expect(before[0]?.scores['after']).toMatchObject({
    method: expect.any(String),
    setting: expect.any(Number),
  });
  await cluster('2026-02-09T06:00:00Z');
  expect(await shape()).toEqual(before);
});

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : 1;
}
