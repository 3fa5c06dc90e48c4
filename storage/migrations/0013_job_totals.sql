-- How often each job ended how, and how long that took in all: counters that only grow, whatever is trimmed from stage_runs.
create table job_totals (
  job text not null,
  outcome text not null, -- 'done' or the code of the error
  runs bigint not null,
  seconds double precision not null,
  primary key (job, outcome)
);
