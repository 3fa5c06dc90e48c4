-- What a stage was called from beside its sentences: every likely stage, growth adjusted for season, when the level
-- changed, the weeks that stood out, and how fast it falls.
alter table concept_states
  add column alternatives jsonb not null default '[]',
  add column growth_adjusted double precision,
  add column changes jsonb not null default '[]',
  add column events jsonb not null default '[]',
  add column half_life jsonb;
