import { addDays, addWeeks, dayOf, weekOf } from '../../core/dates.ts';
import { analysedText } from '../../core/content.ts';
import { createDiscoverer } from '../../nlp/index.ts';
import { countStream, knownSpellings, saveCandidates, streamDocuments } from '../../storage/candidates.ts';
import { gatherCandidates, type DiscoveredPeriod } from '../discover/gather-candidates.ts';
import { stoppedMidway, type Handler } from '../handler.ts';

/** Weeks that are printed, and weeks before them that only say what is usual. */
const PRINTED_WEEKS = 13;
const HISTORY_WEEKS = 104;
const TERMS_A_WEEK = 20;

/** Streams the documents of two years in order of date; terms that stood out lately and are no concept go to the inbox. */
export const discoverTerms: Handler<'discover-terms'> = async (context, _payload, run) => {
  const { sql, clock } = context;
  const { taxonomy } = await context.taxonomy();
  const thisWeek = weekOf(clock.now());
  const from = addWeeks(thisWeek, -PRINTED_WEEKS);
  const window = { from: addWeeks(from, -HISTORY_WEEKS), until: addDays(dayOf(clock.now()), 1) };
  run.progress.setTotal(await countStream(sql, window));
  const discoverer = createDiscoverer({
    taxonomy,
    segmenter: await context.segmenter(),
    grain: 'week',
    top: TERMS_A_WEEK,
    from,
  });
  const periods: DiscoveredPeriod[] = [];
  let documents = 0;
  for await (const rows of streamDocuments(sql, window)) {
    for (const row of rows) {
      const { id, day: date, language, sourceId: source } = row;
      periods.push(...discoverer.add({ id, date, text: analysedText(row), language, source }));
    }
    documents += rows.length;
    run.progress.advance(rows.length);
    if (run.signal.aborted) throw stoppedMidway('Discovering');
  }
  periods.push(...discoverer.finish());
  const candidates = gatherCandidates(periods, await knownSpellings(sql));
  await saveCandidates(sql, candidates);
  return { documents, candidates: candidates.length };
};
