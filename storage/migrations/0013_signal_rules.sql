-- Rules people write beside the built-in ones. Former versions stand in the audit log.
create table signal_rules (
  id text primary key,
  version integer not null,
  definition jsonb not null,
  changed_at timestamptz not null,
  changed_by text not null
);

-- Confidence as it was: a state is replaced, a rule on it looks at its past. One row a week and series.
create table confidence_weeks (
  concept_id text not null,
  sector text not null,
  market text not null,
  week date not null,
  confidence double precision not null,
  documents integer not null,
  primary key (concept_id, sector, market, week)
);

-- Where signals go. Addresses and secrets are sealed with the installation's key.
create table signal_channels (
  id text primary key,
  type text not null check (type in ('webhook', 'slack', 'feishu', 'dingtalk', 'wecom', 'file')),
  -- What may be shown of the address: its host.
  target text not null,
  sealed text not null,
  -- Another generation is another derived secret.
  generation integer not null,
  options jsonb not null,
  enabled boolean not null,
  created_at timestamptz not null,
  created_by text not null
);

-- What is to be sent, was sent, or was given up (dead). Written in the transaction that raises the signals.
create table signal_deliveries (
  id bigint generated always as identity primary key,
  channel_id text not null references signal_channels (id) on delete cascade,
  -- What it tells of; told once to a channel.
  event text not null,
  signal_ids bigint[] not null,
  state text not null check (state in ('pending', 'delivered', 'dead')),
  attempts integer not null default 0,
  next_attempt_at timestamptz not null,
  last_status integer,
  last_reason text,
  created_at timestamptz not null,
  delivered_at timestamptz,
  unique (channel_id, event)
);
create index signal_deliveries_due on signal_deliveries (next_attempt_at) where state = 'pending';
