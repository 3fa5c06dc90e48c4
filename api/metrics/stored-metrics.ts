import type { OperationsFigures } from '../../storage/queries/operations-figures.ts';
import type { Metric } from './exposition.ts';
import { gauge } from './process-metrics.ts';

/** What the database knows of all processes together. Labels come from closed lists: jobs, codes, sectors, tables. */
export function storedMetrics(figures: OperationsFigures): Metric[] {
  return [
    ...jobMetrics(figures),
    ...crawlMetrics(figures),
    ...storeMetrics(figures),
    ...forecastMetrics(figures),
  ];
}

function jobMetrics({ jobs, backlog }: OperationsFigures): Metric[] {
  const by = (pick: (row: OperationsFigures['jobs'][number]) => number) =>
    jobs.map((row) => ({ labels: { job: row.job, outcome: row.outcome }, value: pick(row) }));
  return [
    {
      name: 'hemline_jobs_total',
      type: 'counter',
      help: 'Tries of jobs that ended, by outcome: done, or the code of the error.',
      samples: by((row) => row.runs),
    },
    {
      name: 'hemline_job_seconds_total',
      type: 'counter',
      help: 'Time these tries took in all.',
      samples: by((row) => row.seconds),
    },
    gauge('hemline_backlog', 'What waits for a stage: documents to fold, cells (source and week) to count.', [
      { labels: { kind: 'unfolded' }, value: backlog.unfolded },
      { labels: { kind: 'dirty_cells' }, value: backlog.dirtyCells },
    ]),
  ];
}

function crawlMetrics({ fetches, sources, overdue }: OperationsFigures): Metric[] {
  return [
    gauge(
      'hemline_fetches_last_hour',
      'Addresses by what became of them in the last hour, the commonest reasons.',
      fetches.map(({ outcome, reason, count }) => ({ labels: { outcome, reason }, value: count })),
    ),
    gauge(
      'hemline_sources',
      'Enabled sources by sector and health.',
      sources.map(({ sector, health, count }) => ({ labels: { sector, health }, value: count })),
    ),
    gauge('hemline_sources_overdue', 'Enabled sources that were due over 15 minutes ago.', [
      { value: overdue },
    ]),
  ];
}

function storeMetrics({ documents, tables }: OperationsFigures): Metric[] {
  return [
    gauge('hemline_documents', 'Documents kept; beyond 100,000 as the planner last counted them.', [
      { value: documents },
    ]),
    gauge(
      'hemline_table_rows',
      'Rows of each table, as the planner last counted them.',
      tables.map(({ name, rows }) => ({ labels: { table: name }, value: rows })),
    ),
    gauge(
      'hemline_table_bytes',
      'Size of each table with its indexes.',
      tables.map(({ name, bytes }) => ({ labels: { table: name }, value: bytes })),
    ),
  ];
}

/** A coverage of no weeks is unknown, not zero: the series is left out until the first week is scored. */
function forecastMetrics({ forecasts }: OperationsFigures): Metric[] {
  const { scored, inside80, inside95, error, naiveError } = forecasts;
  const coverage = [
    { labels: { level: '80' }, value: inside80 / scored },
    { labels: { level: '95' }, value: inside95 / scored },
  ];
  return [
    gauge('hemline_forecast_scored_weeks', 'Weeks of published forecasts that have been scored.', [
      { value: scored },
    ]),
    gauge(
      'hemline_forecast_coverage_ratio',
      'Part of the scored weeks that lay inside the interval, by its level in percent.',
      scored > 0 ? coverage : [],
    ),
    gauge(
      'hemline_forecast_relative_error_ratio',
      'Error over that of seasonal naive; below 1 is better.',
      naiveError > 0 ? [{ value: error / naiveError }] : [],
    ),
  ];
}
