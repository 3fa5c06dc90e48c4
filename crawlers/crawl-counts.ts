import type { CrawlCounts, CrawlOutcome, PageResult } from '../core/crawl-store.ts';

export function emptyCounts(): CrawlCounts {
  return {
    listed: 0,
    fetched: 0,
    notModified: 0,
    skipped: 0,
    refused: 0,
    failed: 0,
    documents: 0,
    products: 0,
    observations: 0,
    dropped: {},
  };
}

export function countDropped(counts: CrawlCounts, dropped: Record<string, number>): void {
  for (const [reason, by] of Object.entries(dropped))
    counts.dropped[reason] = (counts.dropped[reason] ?? 0) + by;
}

const FIELD = {
  fetched: 'fetched',
  not_modified: 'notModified',
  skipped: 'skipped',
  refused: 'refused',
  failed: 'failed',
} as const;

export function countResult(counts: CrawlCounts, result: PageResult): void {
  counts[FIELD[result.ledger.outcome]] += 1;
  counts.documents += result.documents.length;
  counts.products += result.products.length;
  counts.observations += result.observations.length;
}

/** Signals that keep every page of a site out are its word, and no fault of it. */
const RESERVED = /^(noai|tdm-reservation|noindex|unavailable-after)$/;

/** How the run went, in one word and one sentence. `reasons` counts the ledger's reasons of what did not
 * succeed; a run that is `continued` from a cursor may find nothing new without being silent. */
export function judgeRun(
  counts: CrawlCounts,
  reasons: Record<string, number>,
  stopped: string | null,
  continued: boolean,
): CrawlOutcome {
  const worked = counts.fetched + counts.notModified;
  const troubled = counts.refused + counts.failed;
  const [reason = 'nothing to fetch'] = Object.entries(reasons)
    .sort((a, b) => b[1] - a[1])
    .map(([name]) => name);
  if (worked === 0 && troubled > 0) {
    const health =
      counts.refused > 0 || /^(http-4|paced|circuit|robots)/.test(reason) ? 'blocked' : 'degraded';
    return { health, reason: `no page could be had: ${reason}`, counts };
  }
  if (worked === 0 && RESERVED.test(reason))
    return { health: 'blocked', reason: `the site keeps its pages for itself: ${reason}`, counts };
  const brought = counts.documents + counts.observations;
  if (brought === 0 && counts.notModified === 0 && counts.skipped === 0 && !continued) {
    const [why] = Object.entries(counts.dropped).sort((a, b) => b[1] - a[1]);
    return {
      health: 'silent',
      reason: why ? `pages came but nothing in them: ${why[0]}` : 'pages came but nothing in them',
      counts,
    };
  }
  if (counts.failed > 0.2 * (worked + troubled))
    return { health: 'degraded', reason: `${counts.failed} pages failed, most by ${reason}`, counts };
  if (stopped !== null) return { health: 'ok', reason: stopped, counts };
  return { health: 'ok', reason: brought > 0 ? 'ok' : 'nothing new', counts };
}
