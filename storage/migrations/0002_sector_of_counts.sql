-- A shop's reviews speak in the review sector, its shelf in commerce: counts are kept by the document's own sector.

insert into dirty_cells (source_id, week) select source_id, week from source_weeks on conflict do nothing;
delete from source_weeks;
delete from concept_weeks;

alter table source_weeks add column sector text not null;
alter table source_weeks drop constraint source_weeks_pkey;
alter table source_weeks add primary key (source_id, week, sector);

alter table concept_weeks add column sector text not null;
alter table concept_weeks drop constraint concept_weeks_pkey;
alter table concept_weeks add primary key (concept_id, source_id, week, sector);

-- How finely a concept's series are kept: 1 over everything, 2 also by sector and by market, 3 also crossed.
create table series_tiers (
  concept_id text primary key,
  tier smallint not null check (tier between 1 and 3)
);
