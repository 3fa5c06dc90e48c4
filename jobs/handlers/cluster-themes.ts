import { addWeeks, weekOf } from '../../core/dates.ts';
import { clusterThemes } from '../../nlp/index.ts';
import { loadSeries, seriesKey, withGaps } from '../../storage/series.ts';
import {
  candidateMembers,
  comentions,
  previousChoice,
  previousThemes,
  saveThemes,
  themeMembers,
  type ThemeToSave,
} from '../../storage/themes.ts';
import { describeTrend } from '../../forecasting/index.ts';
import type { Handler } from '../handler.ts';

const WINDOW_WEEKS = 26;
const MIN_DOCUMENTS = 15;
const MOST_MEMBERS = 400;
/** A term of the inbox has been counted since it stood out only, and in its weeks only. */
const MIN_CANDIDATE_DOCUMENTS = 5;
const MOST_CANDIDATES = 60;
const SEED = 20_231_113;

/** Names what occurred and moved together in the last 26 complete weeks, terms of the inbox among them; a theme keeps its id from week to week. */
export const clusterThemesStage: Handler<'cluster-themes'> = async (context, _payload, run) => {
  const { sql, clock } = context;
  const until = weekOf(clock.now());
  const window = { from: addWeeks(until, -WINDOW_WEEKS), until };
  const { version } = await context.taxonomy();
  const rows = await themeMembers(sql, { ...window, minDocuments: MIN_DOCUMENTS, limit: MOST_MEMBERS });
  const keys = rows.map(({ id }) => ({ concept: id, sector: 'all', market: 'all' }));
  const series = await loadSeries(sql, { keys, until });
  const sharesOf = (id: string): (number | null)[] =>
    withGaps(series.get(seriesKey({ concept: id, sector: 'all', market: 'all' })) ?? []).map((p) => p.share);
  const terms = await candidateMembers(sql, {
    ...window,
    minDocuments: MIN_CANDIDATE_DOCUMENTS,
    limit: MOST_CANDIDATES,
  });
  const members = [...rows, ...terms.members].map((row) => ({
    ...row,
    weekly: sharesOf(row.id).slice(-WINDOW_WEEKS),
  }));
  const { pairs, totalDocuments } = await comentions(sql, {
    ...window,
    version,
    members: rows.map(({ id }) => id),
  });
  const week = addWeeks(until, -1);
  const after = await previousChoice(sql, week);
  const result = clusterThemes({
    members,
    pairs: [...pairs, ...terms.pairs],
    totalDocuments,
    previous: await previousThemes(sql, week),
    previousChoice: after,
    seed: SEED,
  });
  run.progress.advance(members.length);
  const themes: ThemeToSave[] = result.themes.map((theme) => {
    const figures = describeTrend(meanOfSeries(theme.members.map(({ id }) => sharesOf(id))));
    return { ...theme, share: figures.magnitude, growth: figures.growth };
  });
  const scores = { ...result.scores, compared: result.compared, after };
  const saved = await saveThemes(sql, week, result.method, scores, themes);
  return { members: members.length, themes: saved, unclustered: result.unclustered.length };
};

/** A theme's share is the mean of its members' shares, week by week from the end; gaps are left out. */
function meanOfSeries(series: readonly (number | null)[][]): (number | null)[] {
  const length = Math.max(0, ...series.map((values) => values.length));
  return Array.from({ length }, (_, week) => {
    const known = series.flatMap((values) => values[values.length - length + week] ?? []);
    return known.length === 0 ? null : known.reduce((a, b) => a + b, 0) / known.length;
  });
}
