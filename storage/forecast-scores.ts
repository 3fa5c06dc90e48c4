import type { AnySql, Sql } from './sql.ts';

/** Weeks up to the cut-off whose mean share is the level a forecast's direction is told from. */
const LEVEL_WEEKS = 13;
/** Weeks after a forecast's last one in which a gap may still be filled and then scored. */
const WEEKS_TO_CORRECT = 8;

export interface Scored {
  /** Weeks of forecasts that got a score. */
  scored: number;
  /** Stage calls whose season was over and could be judged. */
  calls: number;
}

/**
 * Scores what was forecast for the weeks before `until`, and the stage calls whose season is over; adds up the
 * scoreboard where anything came to it. What is scored stays scored.
 */
export async function scoreForecasts(sql: Sql, until: string): Promise<Scored> {
  return sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtext('hemline:scores'))`;
    await tx`set local jit = off`;
    const done = { scored: await scoreWeeks(tx, until), calls: await scoreCalls(tx, until) };
    if (done.scored + done.calls > 0) await addUpScores(tx);
    return done;
  });
}

/**
 * Against the share that was counted and against seasonal naive (the share 52 weeks before the week, as known at the
 * cut-off; else the last known one). The direction is right where forecast and share lie on the same side of the
 * level at the cut-off.
 */
async function scoreWeeks(tx: AnySql, until: string): Promise<number> {
  await tx`
    create temporary table open_forecasts on commit drop as
    select f.id, f.concept_id, f.sector, f.market, f.cutoff_week, f.horizon, f.mean, f.lower80, f.upper80, f.lower95,
      f.upper95, last.share as last_share, level.share as level
    from forecasts f
    left join lateral (
      select n.share from series_points n
      where n.concept_id = f.concept_id and n.sector = f.sector and n.market = f.market
        and n.share is not null and n.week <= f.cutoff_week
      order by n.week desc limit 1) last on true
    left join lateral (
      select avg(n.share) as share from series_points n
      where n.concept_id = f.concept_id and n.sector = f.sector and n.market = f.market
        and n.week between f.cutoff_week - ${(LEVEL_WEEKS - 1) * 7}::integer and f.cutoff_week) level on true
    where f.cutoff_week + 7 < ${until}::date
      and (f.cutoff_week + (f.horizon + ${WEEKS_TO_CORRECT}::integer) * 7 >= ${until}::date
        or not exists (select from call_scores k where k.forecast_id = f.id))
      and (select count(*) from forecast_scores x where x.forecast_id = f.id)
        < least(f.horizon, (${until}::date - f.cutoff_week) / 7 - 1)`;
  await tx`analyze open_forecasts`;
  const scored = await tx`
    insert into forecast_scores
      (forecast_id, week, step, actual, absolute_error, naive_error, inside80, inside95, direction_hit)
    select f.id, p.week, s.step, p.share, abs(p.share - f.mean[s.step]),
      abs(p.share - coalesce(year.share, f.last_share)),
      p.share between f.lower80[s.step] and f.upper80[s.step],
      p.share between f.lower95[s.step] and f.upper95[s.step],
      sign(f.mean[s.step] - f.level) = sign(p.share - f.level)
    from open_forecasts f
    cross join lateral generate_series(1, f.horizon) s (step)
    join series_points p on p.concept_id = f.concept_id and p.sector = f.sector and p.market = f.market
      and p.week = f.cutoff_week + s.step * 7
    left join series_points year on year.concept_id = f.concept_id and year.sector = f.sector
      and year.market = f.market and year.week = p.week - 364 and year.week <= f.cutoff_week
    where p.share is not null and p.week < ${until} and coalesce(year.share, f.last_share) is not null
      and not exists (select 1 from forecast_scores x where x.forecast_id = f.id and x.week = p.week)
    on conflict do nothing`;
  return scored.count;
}

/**
 * Season growth: the mean share of the weeks forecast against the same weeks a year before; the facet's is that of
 * its concepts' shares added up, in the same sector and market. Success: it grew, and by more than twice its facet's
 * growth. Without half of the weeks on either side there is no figure and no judgement.
 */
async function scoreCalls(tx: AnySql, until: string): Promise<number> {
  const [made] = await tx<{ judged: number }[]>`
    with open as (
      select f.id, f.concept_id, f.sector, f.market, f.cutoff_week, f.horizon
      from forecasts f
      where f.cutoff_week + f.horizon * 7 < ${until}::date and f.horizon <= 52
        and not exists (select from call_scores k where k.forecast_id = f.id)),
    seasons as (
      select o.cutoff_week, o.horizon, p.sector, p.market, p.concept_id, c.facet,
        avg(p.share) filter (where p.week > o.cutoff_week) as ahead,
        avg(p.share) filter (where p.week <= o.cutoff_week + o.horizon * 7 - 364) as before
      from (select distinct cutoff_week, horizon, sector, market from open) o
      join series_points p on p.sector = o.sector and p.market = o.market
        and (p.week > o.cutoff_week and p.week <= o.cutoff_week + o.horizon * 7
          or p.week > o.cutoff_week - 364 and p.week <= o.cutoff_week + o.horizon * 7 - 364)
      join concepts c on c.id = p.concept_id
      group by 1, 2, 3, 4, 5, 6
      having 2 * count(p.share) filter (where p.week > o.cutoff_week) >= o.horizon
        and 2 * count(p.share) filter (where p.week <= o.cutoff_week + o.horizon * 7 - 364) >= o.horizon),
    facets as (
      select cutoff_week, horizon, sector, market, facet, sum(ahead) / nullif(sum(before), 0) - 1 as growth
      from seasons group by 1, 2, 3, 4, 5),
    made as (
      insert into call_scores (forecast_id, season_growth, facet_growth, success)
      select o.id, s.ahead / nullif(s.before, 0) - 1, g.growth,
        s.ahead > s.before and (s.before = 0 or s.ahead / s.before - 1 > 2 * g.growth)
      from open o
      left join seasons s using (cutoff_week, horizon, sector, market, concept_id)
      left join facets g using (cutoff_week, horizon, sector, market, facet)
      on conflict do nothing
      returning success)
    select count(success)::integer as judged from made`;
  return made?.judged ?? 0;
}

/**
 * Every lived forecast counts, since each was shown. Of replays of the same series and cut-off only the newest
 * counts: the others were made by a former method or from data since corrected.
 */
export async function addUpScores(tx: AnySql): Promise<void> {
  await tx`
    create temporary table counted_forecasts on commit drop as
    select f.id, f.replayed, c.facet, f.sector, f.market, f.model, f.stage
    from forecasts f join concepts c on c.id = f.concept_id
    where not f.replayed or not exists (
      select from forecasts later where later.replayed and later.id > f.id and later.concept_id = f.concept_id
        and later.sector = f.sector and later.market = f.market and later.cutoff_week = f.cutoff_week)`;
  await tx`analyze counted_forecasts`;
  await tx`delete from scoreboard_steps`;
  await tx`
    insert into scoreboard_steps (replayed, facet, sector, market, model, step, scored, absolute_error, naive_error,
      inside80, inside95, directed, direction_hits)
    select f.replayed, f.facet, f.sector, f.market, f.model, k.step, count(*), sum(k.absolute_error),
      sum(k.naive_error), count(*) filter (where k.inside80), count(*) filter (where k.inside95),
      count(k.direction_hit), count(*) filter (where k.direction_hit)
    from forecast_scores k join counted_forecasts f on f.id = k.forecast_id
    group by 1, 2, 3, 4, 5, 6`;
  await tx`delete from scoreboard_calls`;
  await tx`
    insert into scoreboard_calls (replayed, facet, sector, market, model, stage, forecasts, judged, successes)
    select f.replayed, f.facet, f.sector, f.market, f.model, f.stage, count(*), count(k.success),
      count(*) filter (where k.success)
    from counted_forecasts f left join call_scores k on k.forecast_id = f.id
    where exists (select from forecast_scores x where x.forecast_id = f.id)
    group by 1, 2, 3, 4, 5, 6`;
}
