-- A forecast made afterwards, from what was known at its cut-off, is no lived one: its mark is under its hash.
alter table forecasts add column replayed boolean not null default false;
alter table forecasts drop constraint forecasts_concept_id_sector_market_cutoff_week_input_hash_key;
create unique index forecasts_by_input
  on forecasts (concept_id, sector, market, cutoff_week, input_hash, replayed);

-- Whether forecast and share lay on the same side of the level at the cut-off; null where there was no level.
alter table forecast_scores add column direction_hit boolean;

-- What became of a stage call: one row for each forecast whose season is over. No figures where they cannot be had.
create table call_scores (
  forecast_id bigint primary key references forecasts (id),
  season_growth double precision,
  facet_growth double precision,
  -- The season's growth exceeds twice that of its facet.
  success boolean
);

-- The scoreboard, added up when weeks are scored: a page must not walk through every score there is.
create table scoreboard_steps (
  replayed boolean not null,
  facet text not null,
  sector text not null,
  market text not null,
  model text not null,
  step integer not null,
  scored integer not null,
  absolute_error double precision not null,
  naive_error double precision not null,
  inside80 integer not null,
  inside95 integer not null,
  directed integer not null,
  direction_hits integer not null,
  primary key (replayed, facet, sector, market, model, step)
);

create table scoreboard_calls (
  replayed boolean not null,
  facet text not null,
  sector text not null,
  market text not null,
  model text not null,
  stage text not null,
  -- Forecasts that at least one week has come for, and of these those whose season can be judged.
  forecasts integer not null,
  judged integer not null,
  successes integer not null,
  primary key (replayed, facet, sector, market, model, stage)
);
