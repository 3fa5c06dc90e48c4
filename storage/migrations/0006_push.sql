-- Which deliveries of pushed rows were taken in: an id counts once. Rows older than the window are of no use and go.
create table push_deliveries (
  source_id text not null references sources (id) on delete cascade,
  delivery_id text not null,
  received_at timestamptz not null,
  primary key (source_id, delivery_id)
);
