-- One number a concept, sector and market for those who rank items by it, and when it last changed: a recommender asks
-- for what changed since it asked before. Numbers of changes grow in the order of commit (one writer at a time).
create sequence trend_changes;

create table trend_scores (
  concept_id text not null,
  sector text not null,
  market text not null,
  -- 0 to 100, 50 where nothing is known to move; null where there is too little to say, or nothing any more.
  score double precision,
  previous_score double precision,
  growth double precision,
  outlook double precision,
  confidence double precision not null,
  stage text not null,
  documents integer not null,
  change bigint not null,
  changed_at timestamptz not null,
  primary key (concept_id, sector, market)
);
create index trend_scores_by_change on trend_scores (change);
create index trend_scores_by_cell on trend_scores (sector, market);
