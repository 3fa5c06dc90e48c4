import type { CrawlStore } from '../core/crawl-store.ts';
import type { CataloguedSource } from '../core/source.ts';
import { countDropped, emptyCounts } from './crawl-counts.ts';
import { crawlSource as crawlUnwatched, type CrawlContext, type SourceOutcome } from './crawl-source.ts';
import { isOpenWire } from './governance-transport.ts';
import { ArrivalWatch } from './governance-watch.ts';

/**
 * One run of a source under its declaration: refused before the first request where it would travel in the clear,
 * watched on the way to the store, and ended as soon as a rule is broken. Whoever called pauses it for `violations`.
 */
export async function crawlSource(
  source: CataloguedSource,
  store: CrawlStore,
  context: CrawlContext,
): Promise<SourceOutcome> {
  const open = addressesOf(source, context).filter((url) => isOpenWire(url, source));
  if (open.length > 0) {
    const reason = `insecure: names of persons would be sent in the clear by ${new URL(open[0]!).host}`;
    return { health: 'blocked', reason, counts: emptyCounts(), violations: [reason] };
  }
  const watch = new ArrivalWatch(source, context.hashKey);
  const outcome = await crawlUnwatched(source, watch.over(store), context);
  countDropped(outcome.counts, watch.withheld);
  countDropped(outcome.counts, store.dropped());
  for (const [what, by] of Object.entries(watch.kept)) outcome.counts[what as keyof typeof watch.kept] = by;
  return { ...outcome, violations: [...outcome.violations, ...watch.findings()] };
}

function addressesOf(source: CataloguedSource, context: CrawlContext): string[] {
  if (source.platform === 'file') return [];
  const own = source.urls.filter((url) => URL.canParse(url));
  return source.platform === 'rsshub' && context.rsshubUrl ? [...own, context.rsshubUrl] : own;
}
