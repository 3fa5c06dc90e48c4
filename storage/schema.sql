-- The schema as the migrations leave it, for reading and for review. Not run by anything.
-- Made by: node --import tsx storage/dump-schema.ts (a test compares it with both engines).

create table api_keys (
  id text not null,
  name text not null,
  key_hash text not null,
  scopes text[] not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint api_keys_pkey PRIMARY KEY (id),
  constraint api_keys_key_hash_key UNIQUE (key_hash)
);

create table audit_log (
  id bigint generated always as identity not null,
  at timestamp with time zone not null,
  actor text not null,
  action text not null,
  subject text not null,
  details jsonb default '{}'::jsonb not null,
  constraint audit_log_pkey PRIMARY KEY (id)
);
CREATE TRIGGER audit_log_append_only BEFORE DELETE OR UPDATE ON public.audit_log FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_log_no_truncate BEFORE TRUNCATE ON public.audit_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

create table brand_aspect_weeks (
  brand_id text not null,
  market text not null,
  week date not null,
  aspect text not null,
  positive integer not null,
  negative integer not null,
  neutral integer not null,
  constraint brand_aspect_weeks_pkey PRIMARY KEY (brand_id, market, week, aspect)
);

create table brand_weeks (
  brand_id text not null,
  market text not null,
  week date not null,
  documents integer not null,
  positive integer not null,
  negative integer not null,
  share_of_voice double precision,
  constraint brand_weeks_pkey PRIMARY KEY (brand_id, market, week)
);

create table call_scores (
  forecast_id bigint not null,
  season_growth double precision,
  facet_growth double precision,
  success boolean,
  constraint call_scores_pkey PRIMARY KEY (forecast_id),
  constraint call_scores_forecast_id_fkey FOREIGN KEY (forecast_id) REFERENCES forecasts(id)
);

create table candidates (
  id text not null,
  term text not null,
  language text not null,
  kind text not null,
  score double precision not null,
  documents integer not null,
  baseline double precision not null,
  first_seen date not null,
  last_seen date not null,
  suggested_facet text,
  suggested_parent text,
  cooccurring jsonb default '[]'::jsonb not null,
  examples jsonb default '[]'::jsonb not null,
  status text default 'inbox'::text not null,
  concept_id text,
  decided_at timestamp with time zone,
  decided_by text,
  constraint candidates_pkey PRIMARY KEY (id),
  constraint candidates_kind_check CHECK ((kind = ANY (ARRAY['new'::text, 'burst'::text]))),
  constraint candidates_status_check CHECK ((status = ANY (ARRAY['inbox'::text, 'accepted'::text, 'merged'::text, 'rejected'::text])))
);
CREATE INDEX candidates_inbox ON public.candidates USING btree (status, score DESC);

create table concept_states (
  concept_id text not null,
  sector text not null,
  market text not null,
  week date not null,
  documents integer not null,
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
  forecast_id bigint,
  alternatives jsonb default '[]'::jsonb not null,
  growth_adjusted double precision,
  changes jsonb default '[]'::jsonb not null,
  events jsonb default '[]'::jsonb not null,
  half_life jsonb,
  constraint concept_states_pkey PRIMARY KEY (concept_id, sector, market),
  constraint concept_states_forecast_id_fkey FOREIGN KEY (forecast_id) REFERENCES forecasts(id)
);
CREATE INDEX concept_states_by_growth ON public.concept_states USING btree (sector, market, growth DESC NULLS LAST);

create table concept_weeks (
  concept_id text not null,
  source_id text not null,
  week date not null,
  documents integer not null,
  negated integer not null,
  positive integer not null,
  negative integer not null,
  engagement bigint not null,
  sector text not null,
  constraint concept_weeks_pkey PRIMARY KEY (concept_id, source_id, week, sector),
  constraint concept_weeks_source_id_fkey FOREIGN KEY (source_id) REFERENCES sources(id) ON DELETE CASCADE
);
CREATE INDEX concept_weeks_by_cell ON public.concept_weeks USING btree (source_id, week);

create table concepts (
  id text not null,
  facet text not null,
  label_zh text not null,
  label_en text not null,
  aliases_zh text[] default '{}'::text[] not null,
  aliases_en text[] default '{}'::text[] not null,
  hex text,
  parent_id text,
  origin text not null,
  active boolean default true not null,
  constraint concepts_pkey PRIMARY KEY (id),
  constraint concepts_origin_check CHECK ((origin = ANY (ARRAY['shipped'::text, 'user'::text, 'discovered'::text])))
);
CREATE INDEX concepts_by_facet ON public.concepts USING btree (facet);

create table confidence_weeks (
  concept_id text not null,
  sector text not null,
  market text not null,
  week date not null,
  confidence double precision not null,
  documents integer not null,
  constraint confidence_weeks_pkey PRIMARY KEY (concept_id, sector, market, week)
);

create table dirty_cells (
  source_id text not null,
  week date not null,
  constraint dirty_cells_pkey PRIMARY KEY (source_id, week)
);

create table document_bands (
  document_id bigint not null,
  band smallint not null,
  value integer not null,
  constraint document_bands_pkey PRIMARY KEY (band, value, document_id)
);
CREATE INDEX document_bands_by_document ON public.document_bands USING btree (document_id);

create table documents (
  id bigint not null,
  source_id text not null,
  canonical_url text not null,
  content_hash text not null,
  kind text not null,
  sector text not null,
  market text not null,
  language text not null,
  title text,
  text text not null,
  author text,
  published_at timestamp with time zone not null,
  published_at_known boolean not null,
  first_seen_at timestamp with time zone not null,
  engagement jsonb default '{}'::jsonb not null,
  rating double precision,
  product_id bigint,
  duplicate_of bigint,
  heat integer default 0 not null,
  folded boolean default false not null,
  constraint documents_pkey PRIMARY KEY (id),
  constraint documents_canonical_url_key UNIQUE (canonical_url),
  constraint documents_duplicate_of_fkey FOREIGN KEY (duplicate_of) REFERENCES documents(id) ON DELETE SET NULL,
  constraint documents_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id) ON DELETE SET NULL,
  constraint documents_source_id_fkey FOREIGN KEY (source_id) REFERENCES sources(id) ON DELETE CASCADE,
  constraint documents_kind_check CHECK ((kind = ANY (ARRAY['article'::text, 'post'::text, 'comment'::text, 'review'::text, 'product'::text])))
);
CREATE INDEX documents_by_author ON public.documents USING btree (author) WHERE (author IS NOT NULL);
CREATE INDEX documents_by_content ON public.documents USING btree (content_hash, author);
CREATE INDEX documents_by_original ON public.documents USING btree (duplicate_of) WHERE (duplicate_of IS NOT NULL);
CREATE INDEX documents_by_product ON public.documents USING btree (product_id) WHERE (product_id IS NOT NULL);
CREATE INDEX documents_by_source_time ON public.documents USING btree (source_id, published_at);
CREATE INDEX documents_by_time ON public.documents USING btree (published_at);
CREATE INDEX documents_unfolded ON public.documents USING btree (id) WHERE (NOT folded);
CREATE TRIGGER documents_drop_bands AFTER DELETE ON public.documents REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION drop_bands();
CREATE TRIGGER documents_not_erased BEFORE INSERT OR UPDATE OF author ON public.documents FOR EACH ROW EXECUTE FUNCTION refuse_erased();

create table erasures (
  key text not null,
  at timestamp with time zone not null,
  constraint erasures_pkey PRIMARY KEY (key)
);

create table facet_leads (
  scope text not null,
  facet text not null,
  leader text not null,
  follower text not null,
  week date not null,
  lag_weeks integer not null,
  lag_low integer not null,
  lag_high integer not null,
  concepts integer not null,
  agreeing integer not null,
  p double precision not null,
  q double precision not null,
  constraint facet_leads_pkey PRIMARY KEY (scope, facet, leader, follower),
  constraint facet_leads_scope_check CHECK ((scope = ANY (ARRAY['sector'::text, 'market'::text, 'language'::text])))
);

create table fetch_ledger (
  id bigint generated always as identity not null,
  source_id text not null,
  run_id bigint not null,
  url text not null,
  outcome text not null,
  reason text not null,
  status integer,
  bytes bigint not null,
  duration_ms integer not null,
  at timestamp with time zone not null,
  constraint fetch_ledger_pkey PRIMARY KEY (id),
  constraint fetch_ledger_source_id_fkey FOREIGN KEY (source_id) REFERENCES sources(id) ON DELETE CASCADE,
  constraint fetch_ledger_outcome_check CHECK ((outcome = ANY (ARRAY['fetched'::text, 'not_modified'::text, 'skipped'::text, 'refused'::text, 'failed'::text])))
);
CREATE INDEX fetch_ledger_by_source ON public.fetch_ledger USING btree (source_id, id DESC);
CREATE INDEX fetch_ledger_by_time ON public.fetch_ledger USING btree (at);

create table forecast_scores (
  forecast_id bigint not null,
  week date not null,
  step integer not null,
  actual double precision not null,
  absolute_error double precision not null,
  naive_error double precision not null,
  inside80 boolean not null,
  inside95 boolean not null,
  direction_hit boolean,
  constraint forecast_scores_pkey PRIMARY KEY (forecast_id, week),
  constraint forecast_scores_forecast_id_fkey FOREIGN KEY (forecast_id) REFERENCES forecasts(id)
);

create table forecasts (
  id bigint generated always as identity not null,
  concept_id text not null,
  sector text not null,
  market text not null,
  made_at timestamp with time zone not null,
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
  hash text not null,
  replayed boolean default false not null,
  constraint forecasts_pkey PRIMARY KEY (id),
  constraint forecasts_hash_key UNIQUE (hash)
);
CREATE UNIQUE INDEX forecasts_by_input ON public.forecasts USING btree (concept_id, sector, market, cutoff_week, input_hash, replayed);
CREATE TRIGGER forecasts_append_only BEFORE DELETE OR UPDATE ON public.forecasts FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER forecasts_no_truncate BEFORE TRUNCATE ON public.forecasts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

create table frontier (
  run_id bigint not null,
  url_hash bigint not null,
  url text not null,
  kind text not null,
  depth integer not null,
  hint jsonb default '{}'::jsonb not null,
  state text default 'waiting'::text not null,
  attempts integer default 0 not null,
  position bigint generated always as identity not null,
  constraint frontier_pkey PRIMARY KEY (run_id, url_hash),
  constraint frontier_run_id_fkey FOREIGN KEY (run_id) REFERENCES source_runs(id) ON DELETE CASCADE,
  constraint frontier_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'taken'::text, 'done'::text])))
);
CREATE INDEX frontier_waiting ON public.frontier USING btree (run_id, "position") WHERE (state = 'waiting'::text);

create table frozen_cells (
  source_id text not null,
  week date not null,
  constraint frozen_cells_pkey PRIMARY KEY (source_id, week),
  constraint frozen_cells_source_id_fkey FOREIGN KEY (source_id) REFERENCES sources(id) ON DELETE CASCADE
);

create table job_totals (
  job text not null,
  outcome text not null,
  runs bigint not null,
  seconds double precision not null,
  constraint job_totals_pkey PRIMARY KEY (job, outcome)
);

create table leads (
  scope text not null,
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
  q_all double precision default 1 not null,
  constraint leads_pkey PRIMARY KEY (scope, concept_id, leader, follower),
  constraint leads_scope_check CHECK ((scope = ANY (ARRAY['sector'::text, 'market'::text, 'language'::text])))
);

create table mentions (
  document_id bigint not null,
  taxonomy_version integer not null,
  concept_id text not null,
  start_offset integer not null,
  end_offset integer not null,
  surface text not null,
  negated boolean not null,
  sentiment real not null,
  constraint mentions_pkey PRIMARY KEY (document_id, taxonomy_version, start_offset, concept_id),
  constraint mentions_document_id_fkey FOREIGN KEY (document_id) REFERENCES documents(id) ON DELETE CASCADE
);
CREATE INDEX mentions_by_concept ON public.mentions USING btree (concept_id, taxonomy_version, document_id);

create table observations (
  product_id bigint not null,
  observed_on date not null,
  list text default ''::text not null,
  observed_at timestamp with time zone not null,
  rank integer,
  price double precision,
  list_price double precision,
  currency text,
  availability text not null,
  rating double precision,
  review_count integer,
  constraint observations_pkey PRIMARY KEY (product_id, observed_on, list),
  constraint observations_product_id_fkey FOREIGN KEY (product_id) REFERENCES products(id) ON DELETE CASCADE
);
CREATE INDEX observations_by_day ON public.observations USING btree (observed_on);

create table opinions (
  document_id bigint not null,
  taxonomy_version integer not null,
  aspect text not null,
  polarity text not null,
  start_offset integer not null,
  end_offset integer not null,
  surface text not null,
  target_start integer,
  target_end integer,
  target_surface text,
  constraint opinions_pkey PRIMARY KEY (document_id, taxonomy_version, start_offset, end_offset, aspect),
  constraint opinions_document_id_fkey FOREIGN KEY (document_id) REFERENCES documents(id) ON DELETE CASCADE,
  constraint opinions_polarity_check CHECK ((polarity = ANY (ARRAY['positive'::text, 'negative'::text, 'neutral'::text])))
);
CREATE INDEX opinions_by_aspect ON public.opinions USING btree (aspect, taxonomy_version, document_id);

create table pages (
  source_id text not null,
  url_hash bigint not null,
  url text not null,
  etag text,
  last_modified text,
  fetched_at timestamp with time zone not null,
  constraint pages_pkey PRIMARY KEY (source_id, url_hash),
  constraint pages_source_id_fkey FOREIGN KEY (source_id) REFERENCES sources(id) ON DELETE CASCADE
);

create table products (
  id bigint not null,
  source_id text not null,
  key text not null,
  url text not null,
  name text not null,
  brand text,
  category text,
  color text,
  sizes text[] default '{}'::text[] not null,
  image text,
  gtin text,
  language text not null,
  market text not null,
  first_seen_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  constraint products_pkey PRIMARY KEY (id),
  constraint products_source_id_key_key UNIQUE (source_id, key),
  constraint products_source_id_fkey FOREIGN KEY (source_id) REFERENCES sources(id) ON DELETE CASCADE
);

create table push_deliveries (
  source_id text not null,
  delivery_id text not null,
  received_at timestamp with time zone not null,
  constraint push_deliveries_pkey PRIMARY KEY (source_id, delivery_id),
  constraint push_deliveries_source_id_fkey FOREIGN KEY (source_id) REFERENCES sources(id) ON DELETE CASCADE
);

create table readings (
  document_id bigint not null,
  taxonomy_version integer not null,
  content_hash text not null,
  language text not null,
  sentiment text not null,
  score real not null,
  p_positive real not null,
  constraint readings_pkey PRIMARY KEY (document_id, taxonomy_version),
  constraint readings_document_id_fkey FOREIGN KEY (document_id) REFERENCES documents(id) ON DELETE CASCADE,
  constraint readings_taxonomy_version_fkey FOREIGN KEY (taxonomy_version) REFERENCES taxonomy_versions(version),
  constraint readings_sentiment_check CHECK ((sentiment = ANY (ARRAY['positive'::text, 'negative'::text, 'neutral'::text])))
);

create table scoreboard_calls (
  replayed boolean not null,
  facet text not null,
  sector text not null,
  market text not null,
  model text not null,
  stage text not null,
  forecasts integer not null,
  judged integer not null,
  successes integer not null,
  constraint scoreboard_calls_pkey PRIMARY KEY (replayed, facet, sector, market, model, stage)
);

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
  constraint scoreboard_steps_pkey PRIMARY KEY (replayed, facet, sector, market, model, step)
);

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
  constraint series_points_pkey PRIMARY KEY (concept_id, sector, market, week)
);

create table series_tiers (
  concept_id text not null,
  tier smallint not null,
  constraint series_tiers_pkey PRIMARY KEY (concept_id),
  constraint series_tiers_tier_check CHECK (((tier >= 1) AND (tier <= 3)))
);

create table settings (
  key text not null,
  value jsonb not null,
  constraint settings_pkey PRIMARY KEY (key)
);

create table shelf_weeks (
  concept_id text not null,
  market text not null,
  week date not null,
  products integer not null,
  new_in_share double precision,
  markdown_depth double precision,
  out_of_stock_share double precision,
  bestseller_score double precision,
  constraint shelf_weeks_pkey PRIMARY KEY (concept_id, market, week)
);

create table signal_channels (
  id text not null,
  type text not null,
  target text not null,
  sealed text not null,
  generation integer not null,
  options jsonb not null,
  enabled boolean not null,
  created_at timestamp with time zone not null,
  created_by text not null,
  constraint signal_channels_pkey PRIMARY KEY (id),
  constraint signal_channels_type_check CHECK ((type = ANY (ARRAY['webhook'::text, 'slack'::text, 'feishu'::text, 'dingtalk'::text, 'wecom'::text, 'file'::text])))
);

create table signal_deliveries (
  id bigint generated always as identity not null,
  channel_id text not null,
  event text not null,
  signal_ids bigint[] not null,
  state text not null,
  attempts integer default 0 not null,
  next_attempt_at timestamp with time zone not null,
  last_status integer,
  last_reason text,
  created_at timestamp with time zone not null,
  delivered_at timestamp with time zone,
  constraint signal_deliveries_pkey PRIMARY KEY (id),
  constraint signal_deliveries_channel_id_event_key UNIQUE (channel_id, event),
  constraint signal_deliveries_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES signal_channels(id) ON DELETE CASCADE,
  constraint signal_deliveries_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'delivered'::text, 'dead'::text])))
);
CREATE INDEX signal_deliveries_due ON public.signal_deliveries USING btree (next_attempt_at) WHERE (state = 'pending'::text);

create table signal_rules (
  id text not null,
  version integer not null,
  definition jsonb not null,
  changed_at timestamp with time zone not null,
  changed_by text not null,
  constraint signal_rules_pkey PRIMARY KEY (id)
);

create table signals (
  id bigint generated always as identity not null,
  rule text not null,
  subject text not null,
  market text not null,
  week date not null,
  severity text not null,
  title_zh text not null,
  title_en text not null,
  reasons jsonb not null,
  raised_at timestamp with time zone not null,
  constraint signals_pkey PRIMARY KEY (id),
  constraint signals_rule_subject_market_week_key UNIQUE (rule, subject, market, week),
  constraint signals_severity_check CHECK ((severity = ANY (ARRAY['info'::text, 'notice'::text, 'warning'::text])))
);

create table source_runs (
  id bigint generated always as identity not null,
  source_id text not null,
  started_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  health text,
  reason text,
  counts jsonb default '{}'::jsonb not null,
  brought_new boolean,
  health_since timestamp with time zone,
  constraint source_runs_pkey PRIMARY KEY (id),
  constraint source_runs_source_id_fkey FOREIGN KEY (source_id) REFERENCES sources(id) ON DELETE CASCADE
);
CREATE INDEX source_runs_by_source ON public.source_runs USING btree (source_id, started_at DESC);
CREATE UNIQUE INDEX source_runs_open ON public.source_runs USING btree (source_id) WHERE (finished_at IS NULL);

create table source_weeks (
  source_id text not null,
  week date not null,
  documents integer not null,
  sector text not null,
  constraint source_weeks_pkey PRIMARY KEY (source_id, week, sector),
  constraint source_weeks_source_id_fkey FOREIGN KEY (source_id) REFERENCES sources(id) ON DELETE CASCADE
);

create table sources (
  id text not null,
  name text not null,
  sector text not null,
  platform text not null,
  market text not null,
  language text not null,
  weight double precision not null,
  origin text not null,
  enabled boolean not null,
  definition jsonb not null,
  health text default 'new'::text not null,
  health_reason text default 'not crawled yet'::text not null,
  health_since timestamp with time zone,
  cursor jsonb,
  last_run_at timestamp with time zone,
  next_due_at timestamp with time zone,
  cadence_hours double precision,
  cadence_reason text,
  constraint sources_pkey PRIMARY KEY (id),
  constraint sources_cadence_hours_check CHECK ((cadence_hours > (0)::double precision)),
  constraint sources_health_check CHECK ((health = ANY (ARRAY['ok'::text, 'degraded'::text, 'silent'::text, 'blocked'::text, 'paused'::text, 'skipped'::text, 'new'::text]))),
  constraint sources_language_check CHECK ((language = ANY (ARRAY['zh'::text, 'en'::text]))),
  constraint sources_origin_check CHECK ((origin = ANY (ARRAY['shipped'::text, 'user'::text, 'demo'::text]))),
  constraint sources_sector_check CHECK ((sector = ANY (ARRAY['runway'::text, 'editorial'::text, 'commerce'::text, 'social'::text, 'review'::text]))),
  constraint sources_weight_check CHECK ((weight > (0)::double precision))
);

create table stage_runs (
  id bigint generated always as identity not null,
  stage text not null,
  started_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  state text not null,
  counts jsonb default '{}'::jsonb not null,
  error jsonb,
  constraint stage_runs_pkey PRIMARY KEY (id),
  constraint stage_runs_state_check CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'failed'::text])))
);
CREATE INDEX stage_runs_recent ON public.stage_runs USING btree (stage, id DESC);

create table taxonomy_versions (
  version integer generated always as identity not null,
  hash text not null,
  concepts integer not null,
  created_at timestamp with time zone not null,
  constraint taxonomy_versions_pkey PRIMARY KEY (version),
  constraint taxonomy_versions_hash_key UNIQUE (hash)
);

create table theme_members (
  theme_id bigint not null,
  week date not null,
  member text not null,
  weight double precision not null,
  constraint theme_members_pkey PRIMARY KEY (theme_id, week, member),
  constraint theme_members_theme_id_fkey FOREIGN KEY (theme_id) REFERENCES themes(id) ON DELETE CASCADE
);

create table themes (
  id bigint generated always as identity not null,
  name_zh text not null,
  name_en text not null,
  first_week date not null,
  last_week date not null,
  method text not null,
  scores jsonb not null,
  palette jsonb default '[]'::jsonb not null,
  share double precision,
  growth double precision,
  constraint themes_pkey PRIMARY KEY (id)
);

create table trend_scores (
  concept_id text not null,
  sector text not null,
  market text not null,
  score double precision,
  previous_score double precision,
  growth double precision,
  outlook double precision,
  confidence double precision not null,
  stage text not null,
  documents integer not null,
  change bigint not null,
  changed_at timestamp with time zone not null,
  constraint trend_scores_pkey PRIMARY KEY (concept_id, sector, market)
);
CREATE INDEX trend_scores_by_cell ON public.trend_scores USING btree (sector, market);
CREATE INDEX trend_scores_by_change ON public.trend_scores USING btree (change);

CREATE OR REPLACE FUNCTION public.drop_bands()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  delete from document_bands b using gone where b.document_id = gone.id;
  return null;
end
$function$;
CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end
$function$;
CREATE OR REPLACE FUNCTION public.refuse_erased()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from erasures where key in (
      encode(sha256(convert_to('document ' || new.id, 'UTF8')), 'hex'),
      encode(sha256(convert_to('author ' || coalesce(new.author, ''), 'UTF8')), 'hex'))) then
    return null;
  end if;
  return new;
end
$function$;
