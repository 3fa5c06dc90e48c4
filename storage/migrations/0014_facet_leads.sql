-- Who moves first in a facet: the lags measured of its concepts, pooled.
create table facet_leads (
  scope text not null check (scope in ('sector', 'market', 'language')),
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
  primary key (scope, facet, leader, follower)
);

-- q is over the pairs of one concept, for who asks about that one; q_all over the pairs of all concepts of the scope.
alter table leads add column q_all double precision not null default 1;
