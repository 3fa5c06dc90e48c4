import { buildSeries, countDirty } from '../../storage/series.ts';
import { stoppedMidway, type Handler } from '../handler.ts';

/** Counts anew what changed, round by round until nothing is dirty. */
export const buildSeriesStage: Handler<'build-series'> = async (context, _payload, run) => {
  const { sql, clock } = context;
  const { version } = await context.taxonomy();
  run.progress.setTotal(await countDirty(sql));
  const counts = { cells: 0, items: 0, points: 0, brandWeeks: 0, shelfWeeks: 0 };
  while (!run.signal.aborted) {
    const built = await buildSeries(sql, version, clock);
    if (built.cells === 0) break;
    for (const key of Object.keys(counts) as (keyof typeof counts)[]) counts[key] += built[key];
    run.progress.advance(built.cells);
  }
  if (run.signal.aborted && (await countDirty(sql)) > 0) throw stoppedMidway('Counting');
  return counts;
};
