import { z } from 'zod';
import { LANGUAGES } from '../../core/words.ts';
import { toCsv } from '../../core/write-csv.ts';
import { readAsOfWeek } from '../../storage/queries/data-version.ts';
import { listSeriesPoints } from '../../storage/queries/series.ts';
import { listTrends } from '../../storage/queries/trends.ts';
import type { ApiApp } from '../app.ts';
import { DEMO_NOTICE, type ApiContext } from '../context.ts';
import { API_BASE } from '../openapi.ts';
import { conceptFiles, type PackedConcept } from '../pack/concept-files.ts';
import { summaryPage } from '../pack/summary-page.ts';
import { writeZip, type ZipFile } from '../pack/zip.ts';
import { conceptId, marketOrAll, sectorOrAll } from '../parameters.ts';
import { badParameters, problemSchema } from '../problem.ts';
import { toTrend } from '../trend-answer.ts';
import { concept as conceptRead } from './concepts.ts';
import { evidence, evidenceQuery } from './evidence.ts';
import { forecasts } from './series.ts';

const MOST_CONCEPTS = 5;
const DOCUMENTS = '50';
const PATH = `${API_BASE}/packs`;

const packQuery = z.strictObject({
  ids: z
    .string()
    .max(700)
    .transform((value) => [...new Set(value.split(',').filter((id) => id !== ''))])
    .pipe(z.array(conceptId).min(1).max(MOST_CONCEPTS))
    .describe(`one to ${MOST_CONCEPTS} concepts, separated by commas`),
  sector: sectorOrAll,
  market: marketOrAll,
  lang: z.enum(LANGUAGES).default('en'),
});

/** What a designer brings to a meeting: charts, tables and sources of up to five concepts, as one ZIP file. */
export function mountPacks(app: ApiApp, context: ApiContext): void {
  app.openAPIRegistry.registerPath({
    method: 'get',
    path: PATH,
    operationId: 'evidencePack',
    tags: ['Evidence'],
    summary: 'Charts, series, forecasts, evidence and sources of up to five concepts as a ZIP file',
    security: [{ key: [] }, {}],
    request: { query: packQuery },
    responses: {
      200: {
        description: 'The pack',
        content: { 'application/zip': { schema: { type: 'string', format: 'binary' } } },
      },
      default: {
        description: 'problem+json',
        content: { 'application/problem+json': { schema: problemSchema } },
      },
    },
  });
  app.get(PATH, async (c) => {
    const given = Object.fromEntries(Object.entries(c.req.query()).filter(([, value]) => value !== ''));
    const query = packQuery.safeParse(given);
    if (!query.success) throw badParameters(query.error);
    const zip = await makePack(context, query.data);
    return c.body(new Uint8Array(zip), 200, {
      'content-type': 'application/zip',
      'content-disposition': 'attachment; filename="hemline-evidence.zip"',
      'cache-control': 'private, no-cache',
    });
  });
}

async function makePack(
  context: ApiContext,
  { ids, sector, market, lang }: z.output<typeof packQuery>,
): Promise<Buffer> {
  const concepts: PackedConcept[] = [];
  for (const id of ids) concepts.push(await packedConcept(context, { id, sector, market }));
  const week = await context.read(readAsOfWeek);
  const notice = context.demo ? DEMO_NOTICE : null;
  const about = { language: lang, sector, market, week, madeAt: context.clock.now(), notice };
  const files: ZipFile[] = [
    { name: 'README.md', data: Buffer.from(summaryPage(concepts, about), 'utf8') },
    ...concepts.flatMap((one) => conceptFiles(one, lang, notice)),
    { name: 'sources.csv', data: sourcesCsv(concepts) },
  ];
  return writeZip(files.map(({ name, data }) => ({ name: `hemline-evidence/${name}`, data })));
}

async function packedConcept(
  context: ApiContext,
  { id, ...cell }: { id: string; sector: z.output<typeof sectorOrAll>; market: string },
): Promise<PackedConcept> {
  const { data: concept } = await conceptRead.answer(context, { params: { id }, query: {} });
  const query = { concept: id, ...cell };
  const [points, trends] = await context.read(async (sql) => [
    await listSeriesPoints(sql, query),
    await listTrends(sql, { ids: [id], ...cell, sort: 'magnitude', order: 'desc', limit: 1 }),
  ]);
  const [made, proof] = await Promise.all([
    forecasts.answer(context, { params: {}, query: forecasts.query.parse({ ...query, limit: '1' }) }),
    evidence.answer(context, { params: {}, query: evidenceQuery.parse({ ...query, limit: DOCUMENTS }) }),
  ]);
  const trend = trends[0] === undefined ? null : toTrend(trends[0]);
  return {
    id,
    labelEn: concept.labelEn,
    labelZh: concept.labelZh,
    trend,
    points,
    forecast: made.data[0] ?? null,
    documents: proof.data.documents,
  };
}

function sourcesCsv(concepts: readonly PackedConcept[]): Buffer {
  const sources = new Map<string, { name: string; health: string; documents: number }>();
  for (const { documents } of concepts)
    for (const { source } of documents) {
      const known = sources.get(source.id) ?? { name: source.name, health: source.health, documents: 0 };
      sources.set(source.id, { ...known, documents: known.documents + 1 });
    }
  const rows = [...sources].map(([id, { name, health, documents }]) => [id, name, health, documents]);
  const table = { head: ['id', 'name', 'health', 'documentsInPack'], rows };
  return Buffer.from(`\ufeff${toCsv(table)}\r\n`, 'utf8');
}
