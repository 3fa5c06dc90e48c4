-- How often a source is asked, as its own changes have it, and why. Null until its first run has ended.
alter table sources add column cadence_hours double precision check (cadence_hours > 0);
alter table sources add column cadence_reason text;
-- Whether a run brought anything that was not there before, and since when the source has had the health it ended with.
alter table source_runs add column brought_new boolean;
alter table source_runs add column health_since timestamptz;
