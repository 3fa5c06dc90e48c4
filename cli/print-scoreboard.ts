import type { Writable } from 'node:stream';
import {
  countForecasts,
  listCallScores,
  listScoreboard,
  type CallRow,
  type ScoreboardGroup,
  type ScoreboardRow,
} from '../storage/queries/scoreboard.ts';
import type { Sql } from '../storage/sql.ts';

const percent = (part: number | null): string => (part === null ? '–' : `${(100 * part).toFixed(1)} %`);
const NAME_WIDTH = 22;
const COLUMNS = ['scored', 'error', 'naive', 'ratio', 'direction', 'in 80 %', 'in 95 %'];

/** The scoreboard as a table: by one grouping, the whole in its last line, and what became of the stage calls. */
export async function printScoreboard(
  out: Writable,
  sql: Sql,
  { replayed, by }: { replayed: boolean; by: ScoreboardGroup },
): Promise<void> {
  const [rows, whole, calls, { published }] = await Promise.all([
    by === 'all' ? [] : listScoreboard(sql, by, { replayed }),
    listScoreboard(sql, 'all', { replayed }),
    listCallScores(sql, { replayed }),
    countForecasts(sql, replayed),
  ]);
  const kind = replayed ? 'replayed' : 'lived';
  if (whole.length === 0) {
    out.write(`${published} ${kind} forecasts; none has met its weeks yet.\n`);
    return;
  }
  const head = `${by.padEnd(NAME_WIDTH)}${COLUMNS.map((name) => name.padStart(10)).join('')}`;
  const lines = ['', `${published} ${kind} forecasts`, '', head, ...[...rows, ...whole].map(line), ''];
  out.write(`${[...lines, ...callLines(calls)].join('\n')}\n`);
}

function line(row: ScoreboardRow): string {
  const cells = [
    String(row.scored),
    percent(row.meanAbsoluteError),
    percent(row.naiveMeanAbsoluteError),
    row.relativeError?.toFixed(3) ?? '–',
    percent(row.direction),
    percent(row.coverage80),
    percent(row.coverage95),
  ];
  return `${row.name.padEnd(NAME_WIDTH)}${cells.map((cell) => cell.padStart(10)).join('')}`;
}

function callLines(calls: CallRow[]): string[] {
  if (!calls.some(({ judged }) => judged > 0)) return ['No stage call has lived through its season yet.', ''];
  const rate = ({ judged, successes }: { judged: number; successes: number }): string =>
    judged === 0 ? '–' : percent(successes / judged);
  const total = calls.reduce(
    (sum, call) => ({ judged: sum.judged + call.judged, successes: sum.successes + call.successes }),
    { judged: 0, successes: 0 },
  );
  return [
    'Stage calls: season growth more than twice that of the facet',
    ...calls.map((call) => `  ${call.stage.padEnd(12)} ${rate(call).padStart(8)} of ${call.judged}`),
    `  ${'any'.padEnd(12)} ${rate(total).padStart(8)} of ${total.judged}`,
    '',
  ];
}
