import { addWeeks, weekOf } from '../../core/dates.ts';
import { scoreForecasts } from '../../storage/forecast-scores.ts';
import { publishedForecasts } from '../../storage/forecasts.ts';
import { replaceLeads } from '../../storage/leads.ts';
import { countMentioningSources, replaceStates } from '../../storage/states.ts';
import { findAllLeads, leadGroups } from '../forecast/find-all-leads.ts';
import { loadCells } from '../forecast/frames.ts';
import { growthByLanguage, seriesByLanguage } from '../forecast/languages.ts';
import { publishCells } from '../forecast/publish.ts';
import { makeStates, RECENT_WEEKS } from '../forecast/states.ts';
import { createWorkPool } from '../forecast/work-pool.ts';
import type { Handler } from '../handler.ts';

/**
 * Judges every series up to the last complete week (the week in hand is left out): forecasts into the ledger,
 * states, leads; and scores what was forecast for weeks that are over.
 */
export const forecastSeries: Handler<'forecast-series'> = async (context, _payload, run) => {
  const { sql, clock, config } = context;
  const until = weekOf(clock.now());
  const cutoffWeek = addWeeks(until, -1);
  const { scored } = await scoreForecasts(sql, until);
  const cells = await loadCells(sql, until);
  const languages = await seriesByLanguage(sql, cells, until);
  const groups = leadGroups(cells, languages);
  const series = cells.reduce((sum, cell) => sum + cell.frames.length, 0);
  run.progress.setTotal(series + groups.length);
  const advance = (count: number): void => run.progress.advance(count);
  const pool = createWorkPool(config.concurrency, run.signal);
  try {
    const { judged, appended, failed } = await publishCells(
      { context, pool, cutoffWeek, replayed: false, onJudged: advance },
      cells,
    );
    const { leads, facets } = await findAllLeads(pool, groups, advance);
    const states = makeStates({
      cells,
      judged,
      published: await publishedForecasts(sql, cutoffWeek),
      sources: await countMentioningSources(sql, { from: addWeeks(until, -RECENT_WEEKS), until }),
      languageGrowths: growthByLanguage(languages),
      until,
    });
    await replaceStates(sql, states, context.clock.now());
    await replaceLeads(sql, cutoffWeek, leads, facets);
    return {
      series,
      forecasts: appended,
      failed,
      states: states.length,
      leads: leads.length,
      facetLeads: facets.length,
      scored,
    };
  } finally {
    await pool.close();
  }
};
