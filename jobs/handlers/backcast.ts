import { addWeeks, weekOf, type Week } from '../../core/dates.ts';
import { pointsAsKnown } from '../../storage/as-known.ts';
import { scoreForecasts } from '../../storage/forecast-scores.ts';
import { cellsThen, cutoffWeeks } from '../forecast/cells-then.ts';
import { isForecast, loadCells } from '../forecast/frames.ts';
import { publishCells } from '../forecast/publish.ts';
import { createWorkPool } from '../forecast/work-pool.ts';
import type { Handler } from '../handler.ts';

/** A year and a half: one season to be scored whole after each of the first cut-offs, and a year of them. */
const WEEKS_BACK = 78;

/**
 * Makes the forecasts and stage calls of past weeks from what was known then, marks them as replayed, and scores
 * them. What is in the ledger from the same input is not made again, so a stopped run goes on where it stood.
 */
export const backcast: Handler<'backcast'> = async (context, payload, run) => {
  const { sql, clock, config } = context;
  const thisWeek = weekOf(clock.now());
  const to = earlier(payload.to === undefined ? thisWeek : weekOf(payload.to), addWeeks(thisWeek, -2));
  const from = payload.from === undefined ? addWeeks(thisWeek, -1 - WEEKS_BACK) : weekOf(payload.from);
  const cutoffs = cutoffWeeks(from, to, payload.every);
  const { version } = await context.taxonomy();
  const cells = await loadCells(sql, thisWeek);
  run.progress.setTotal(cutoffs.length);
  const pool = createWorkPool(config.concurrency, run.signal);
  const counts = { cutoffs: cutoffs.length, forecasts: 0, there: 0, failed: 0 };
  try {
    for (const cutoffWeek of cutoffs) {
      const until = addWeeks(cutoffWeek, 1);
      const then = cellsThen(cells, until, await pointsAsKnown(sql, { until, version }));
      const published = await publishCells(
        { context, pool, cutoffWeek, replayed: true, onJudged: () => {} },
        then,
      );
      counts.forecasts += published.appended;
      counts.failed += published.failed;
      counts.there += then.flatMap((cell) => cell.frames.filter((frame) => isForecast(cell, frame))).length;
      run.progress.advance();
    }
  } finally {
    await pool.close();
  }
  return {
    ...counts,
    there: counts.there - counts.forecasts - counts.failed,
    ...(await scoreForecasts(sql, thisWeek)),
  };
};

function earlier(a: Week, b: Week): Week {
  return a < b ? a : b;
}
