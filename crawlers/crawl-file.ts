import { dirname, isAbsolute, join } from 'node:path';
import type { CrawlStore, PageResult } from '../core/crawl-store.ts';
import { toAppError } from '../core/errors.ts';
import type { CataloguedSource } from '../core/source.ts';
import { countDropped, countResult, emptyCounts } from './crawl-counts.ts';
import type { CrawlContext, SourceOutcome } from './crawl-source.ts';
import { reasonOf } from './fetch/fetch-error.ts';
import { readImport } from './read-import.ts';

const BATCH = 500;

/** The columns option as text by text; anything else in it is left out. */
export function columnMap(source: CataloguedSource): Record<string, string> | undefined {
  const given = source.options['columns'];
  if (typeof given !== 'object' || given === null) return undefined;
  return Object.fromEntries(
    Object.entries(given).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  );
}

/** A source that is a file: its rows are committed in batches, each one page of the run. */
export async function crawlFile(
  source: CataloguedSource,
  store: CrawlStore,
  context: CrawlContext,
): Promise<SourceOutcome> {
  const counts = emptyCounts();
  const problems: string[] = [];
  for (const [place, url] of source.urls.entries()) {
    const path = isAbsolute(url) ? url : join(dirname(source.file), url);
    let batch = newBatch(source, place, 0, context);
    try {
      for await (const row of readImport(path, {
        sources: [source],
        source: source.id,
        columns: columnMap(source),
        hashKey: context.hashKey,
        now: context.clock.now(),
      })) {
        if (context.signal.aborted) break;
        if ('dropped' in row) countDropped(counts, { [row.dropped]: 1 });
        else if (row.type === 'document') batch.documents.push(row.document);
        else if (row.type === 'product') batch.products.push(row.product);
        else batch.observations.push(row.observation);
        if (batch.documents.length + batch.products.length + batch.observations.length < BATCH) continue;
        await commit(batch);
        batch = newBatch(source, place, Number(batch.item.hint['part']) + 1, context);
      }
      await commit(batch);
    } catch (error) {
      problems.push(`${url}: ${reasonOf(toAppError(error))}: ${toAppError(error).message}`);
    }
  }
  async function commit(batch: PageResult): Promise<void> {
    await store.addToFrontier([batch.item]);
    await store.commit(batch);
    countResult(counts, batch);
    context.progress.advance(batch.documents.length + batch.observations.length);
  }
  const brought = counts.documents + counts.products + counts.observations;
  if (problems.length > 0) return { health: 'degraded', reason: problems[0]!, counts, violations: [] };
  return {
    health: brought > 0 ? 'ok' : 'silent',
    reason: brought > 0 ? 'ok' : 'the file holds no row',
    counts,
    violations: [],
  };
}

function newBatch(source: CataloguedSource, place: number, part: number, context: CrawlContext): PageResult {
  const url = `file:///${encodeURIComponent(source.id)}/${place}/${part}`;
  const ledger = {
    url,
    outcome: 'fetched' as const,
    reason: 'ok',
    status: null,
    bytes: 0,
    durationMs: 0,
    at: context.clock.now(),
  };
  return {
    item: { url, kind: 'file', depth: 0, hint: { part } },
    ledger,
    validators: null,
    documents: [],
    products: [],
    observations: [],
    discovered: [],
    retry: false,
    cursor: null,
  };
}
