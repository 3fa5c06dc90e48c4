-- The tables of the house. One noun a table; words as in core/words.ts. Instants are timestamptz, a week is the date of its Monday.

create table settings (
  key text primary key,
  value jsonb not null
);

-- Sources, their runs, and what a run fetches -------------------------------------------------------------------

create table sources (
  id text primary key,
  name text not null,
  sector text not null check (sector in ('runway', 'editorial', 'commerce', 'social', 'review')),
  platform text not null,
  market text not null,
  language text not null check (language in ('zh', 'en')),
  weight double precision not null check (weight > 0),
  origin text not null check (origin in ('shipped', 'user', 'demo')),
  enabled boolean not null,
  definition jsonb not null,
  health text not null default 'new'
    check (health in ('ok', 'degraded', 'silent', 'blocked', 'paused', 'skipped', 'new')),
  health_reason text not null default 'not crawled yet',
  health_since timestamptz,
  cursor jsonb,
  last_run_at timestamptz,
  next_due_at timestamptz
);

create table source_runs (
  id bigint generated always as identity primary key,
  source_id text not null references sources (id) on delete cascade,
  started_at timestamptz not null,
  finished_at timestamptz,
  health text,
  reason text,
  counts jsonb not null default '{}'
);
-- One open run a source: a run that was killed is taken up again, never doubled.
create unique index source_runs_open on source_runs (source_id) where finished_at is null;
create index source_runs_by_source on source_runs (source_id, started_at desc);

create table frontier (
  run_id bigint not null references source_runs (id) on delete cascade,
  url_hash bigint not null,
  url text not null,
  kind text not null,
  depth integer not null,
  hint jsonb not null default '{}',
  state text not null default 'waiting' check (state in ('waiting', 'taken', 'done')),
  attempts integer not null default 0,
  position bigint generated always as identity,
  primary key (run_id, url_hash)
);
create index frontier_waiting on frontier (run_id, position) where state <> 'done';

create table pages (
  source_id text not null references sources (id) on delete cascade,
  url_hash bigint not null,
  url text not null,
  etag text,
  last_modified text,
  fetched_at timestamptz not null,
  primary key (source_id, url_hash)
);

create table fetch_ledger (
  id bigint generated always as identity primary key,
  source_id text not null references sources (id) on delete cascade,
  run_id bigint not null,
  url text not null,
  outcome text not null check (outcome in ('fetched', 'not_modified', 'skipped', 'refused', 'failed')),
  reason text not null,
  status integer,
  bytes bigint not null,
  duration_ms integer not null,
  at timestamptz not null
);
create index fetch_ledger_by_source on fetch_ledger (source_id, id desc);

-- Products and documents ------------------------------------------------------------------------------------------

create table products (
  id bigint primary key, -- stableId(source id + key)
  source_id text not null references sources (id) on delete cascade,
  key text not null,
  url text not null,
  name text not null,
  brand text,
  category text,
  color text,
  sizes text[] not null default '{}',
  image text,
  gtin text,
  language text not null,
  market text not null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  unique (source_id, key)
);

create table observations (
  product_id bigint not null references products (id) on delete cascade,
  observed_on date not null,
  list text not null default '',
  observed_at timestamptz not null,
  rank integer,
  price double precision,
  list_price double precision,
  currency text,
  availability text not null,
  rating double precision,
  review_count integer,
  primary key (product_id, observed_on, list)
);
create index observations_by_day on observations (observed_on);

create table documents (
  id bigint primary key, -- stableId(canonical URL)
  source_id text not null references sources (id) on delete cascade,
  canonical_url text not null unique,
  content_hash text not null,
  simhash bigint not null,
  kind text not null check (kind in ('article', 'post', 'comment', 'review', 'product')),
  sector text not null,
  market text not null,
  language text not null,
  title text,
  text text not null,
  author text,
  published_at timestamptz not null,
  published_at_known boolean not null,
  first_seen_at timestamptz not null,
  engagement jsonb not null default '{}',
  rating double precision,
  product_id bigint references products (id) on delete set null,
  -- A syndicated or near copy points at the document that counts; that one carries the heat (its number of copies).
  duplicate_of bigint references documents (id) on delete set null,
  heat integer not null default 0,
  folded boolean not null default false
);
create index documents_by_source_time on documents (source_id, published_at);
create index documents_by_time on documents (published_at);
create index documents_by_content on documents (content_hash);
create index documents_by_product on documents (product_id) where product_id is not null;
create index documents_unfolded on documents (id) where not folded;

-- Where copies are looked for: each document's simhash in four bands of 16 bits.
create table document_bands (
  document_id bigint not null references documents (id) on delete cascade,
  band smallint not null,
  value integer not null,
  primary key (band, value, document_id)
);
create index document_bands_by_document on document_bands (document_id);

-- The taxonomy and what is read ------------------------------------------------------------------------------------

create table taxonomy_versions (
  version integer generated always as identity primary key,
  hash text not null unique,
  concepts integer not null,
  created_at timestamptz not null
);

create table concepts (
  id text primary key,
  facet text not null,
  label_zh text not null,
  label_en text not null,
  aliases_zh text[] not null default '{}',
  aliases_en text[] not null default '{}',
  hex text,
  parent_id text,
  origin text not null check (origin in ('shipped', 'user', 'discovered')),
  active boolean not null default true
);
create index concepts_by_facet on concepts (facet);

create table readings (
  document_id bigint not null references documents (id) on delete cascade,
  taxonomy_version integer not null references taxonomy_versions (version),
  content_hash text not null,
  language text not null,
  sentiment text not null check (sentiment in ('positive', 'negative', 'neutral')),
  score real not null,
  p_positive real not null,
  primary key (document_id, taxonomy_version)
);

create table mentions (
  document_id bigint not null references documents (id) on delete cascade,
  taxonomy_version integer not null,
  concept_id text not null,
  start_offset integer not null,
  end_offset integer not null,
  surface text not null,
  negated boolean not null,
  sentiment real not null,
  primary key (document_id, taxonomy_version, start_offset, concept_id)
);
create index mentions_by_concept on mentions (concept_id, taxonomy_version, document_id);

create table opinions (
  document_id bigint not null references documents (id) on delete cascade,
  taxonomy_version integer not null,
  aspect text not null,
  polarity text not null check (polarity in ('positive', 'negative', 'neutral')),
  start_offset integer not null,
  end_offset integer not null,
  surface text not null,
  target_start integer,
  target_end integer,
  target_surface text,
  primary key (document_id, taxonomy_version, start_offset, end_offset, aspect)
);
create index opinions_by_aspect on opinions (aspect, taxonomy_version, document_id);

-- Counts and series ------------------------------------------------------------------------------------------------

-- Cells whose counts must be made anew; written in the transaction that changes what they count.
create table dirty_cells (
  source_id text not null,
  week date not null,
  primary key (source_id, week)
);

create table source_weeks (
  source_id text not null references sources (id) on delete cascade,
  week date not null,
  documents integer not null,
  primary key (source_id, week)
);

create table concept_weeks (
  concept_id text not null,
  source_id text not null references sources (id) on delete cascade,
  week date not null,
  documents integer not null,
  negated integer not null,
  positive integer not null,
  negative integer not null,
  engagement bigint not null,
  primary key (concept_id, source_id, week)
);
create index concept_weeks_by_cell on concept_weeks (source_id, week);

-- sector and market may each be 'all'. share is null where no source of the sector was active.
create table series_points (
  concept_id text not null,
  sector text not null,
  market text not null,
  week date not null,
  documents integer not null,
  exposure integer not null,
  active_sources integer not null,
  share double precision,
  share_se double precision,
  primary key (concept_id, sector, market, week)
);

create table brand_weeks (
  brand_id text not null,
  market text not null,
  week date not null,
  documents integer not null,
  positive integer not null,
  negative integer not null,
  share_of_voice double precision,
  primary key (brand_id, market, week)
);

create table brand_aspect_weeks (
  brand_id text not null,
  market text not null,
  week date not null,
  aspect text not null,
  positive integer not null,
  negative integer not null,
  neutral integer not null,
  primary key (brand_id, market, week, aspect)
);

-- What a concept's products did on the shelf in a week.
create table shelf_weeks (
  concept_id text not null,
  market text not null,
  week date not null,
  products integer not null,
  new_in_share double precision,
  markdown_depth double precision,
  out_of_stock_share double precision,
  bestseller_score double precision,
  primary key (concept_id, market, week)
);

-- Terms and themes -------------------------------------------------------------------------------------------------

create table candidates (
  id text primary key, -- language:term
  term text not null,
  language text not null,
  kind text not null check (kind in ('new', 'burst')),
  score double precision not null,
  documents integer not null,
  baseline double precision not null,
  first_seen date not null,
  last_seen date not null,
  suggested_facet text,
  suggested_parent text,
  cooccurring jsonb not null default '[]',
  examples jsonb not null default '[]',
  status text not null default 'inbox' check (status in ('inbox', 'accepted', 'merged', 'rejected')),
  concept_id text,
  decided_at timestamptz,
  decided_by text
);
create index candidates_inbox on candidates (status, score desc);

create table themes (
  id bigint generated always as identity primary key,
  name_zh text not null,
  name_en text not null,
  first_week date not null,
  last_week date not null,
  method text not null,
  scores jsonb not null,
  palette jsonb not null default '[]',
  share double precision,
  growth double precision
);

create table theme_members (
  theme_id bigint not null references themes (id) on delete cascade,
  week date not null,
  member text not null, -- a concept's or a candidate's id
  weight double precision not null,
  primary key (theme_id, week, member)
);

-- Forecasts, stages, leads, signals --------------------------------------------------------------------------------

create table forecasts (
  id bigint generated always as identity primary key,
  concept_id text not null,
  sector text not null,
  market text not null,
  made_at timestamptz not null,
  cutoff_week date not null,
  horizon integer not null,
  model text not null,
  mean double precision[] not null,
  lower80 double precision[] not null,
  upper80 double precision[] not null,
  lower95 double precision[] not null,
  upper95 double precision[] not null,
  backtest jsonb not null,
  stage text not null,
  stage_probability double precision not null,
  flags text[] not null,
  reasons jsonb not null,
  notes jsonb not null,
  input_hash text not null,
  previous_hash text,
  hash text not null unique,
  unique (concept_id, sector, market, cutoff_week, input_hash)
);

create table forecast_scores (
  forecast_id bigint not null references forecasts (id),
  week date not null,
  step integer not null,
  actual double precision not null,
  absolute_error double precision not null,
  naive_error double precision not null,
  inside80 boolean not null,
  inside95 boolean not null,
  primary key (forecast_id, week)
);

-- Where each concept stands now: what the trend lists show.
create table concept_states (
  concept_id text not null,
  sector text not null,
  market text not null,
  week date not null,
  documents integer not null, -- of the last 13 weeks
  sources integer not null,
  magnitude double precision,
  growth double precision,
  momentum double precision,
  momentum_se double precision,
  confidence double precision not null,
  confidence_reasons jsonb not null,
  supply_demand_gap double precision,
  stage text not null,
  stage_probability double precision not null,
  flags text[] not null,
  reasons jsonb not null,
  forecast_id bigint references forecasts (id),
  primary key (concept_id, sector, market)
);
create index concept_states_by_growth on concept_states (sector, market, growth desc nulls last);

create table leads (
  scope text not null check (scope in ('sector', 'market', 'language')),
  concept_id text not null,
  leader text not null,
  follower text not null,
  week date not null,
  lag_weeks integer not null,
  lag_low integer not null,
  lag_high integer not null,
  correlation double precision not null,
  p double precision not null,
  q double precision not null,
  primary key (scope, concept_id, leader, follower)
);

create table signals (
  id bigint generated always as identity primary key,
  rule text not null,
  subject text not null,
  market text not null,
  week date not null,
  severity text not null check (severity in ('info', 'notice', 'warning')),
  title_zh text not null,
  title_en text not null,
  reasons jsonb not null,
  raised_at timestamptz not null,
  unique (rule, subject, market, week)
);

-- Operations -------------------------------------------------------------------------------------------------------

create table stage_runs (
  id bigint generated always as identity primary key,
  stage text not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  state text not null check (state in ('running', 'done', 'failed')),
  counts jsonb not null default '{}',
  error jsonb
);
create index stage_runs_recent on stage_runs (stage, id desc);

create table audit_log (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  actor text not null,
  action text not null,
  subject text not null,
  details jsonb not null default '{}'
);

create table api_keys (
  id text primary key,
  name text not null,
  key_hash text not null unique,
  scopes text[] not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  revoked_at timestamptz
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end
$$;

create trigger forecasts_append_only before update or delete on forecasts
  for each row execute function refuse_change();
create trigger audit_log_append_only before update or delete on audit_log
  for each row execute function refuse_change();
