import { execFileSync } from 'node:child_process';
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { createGunzip } from 'node:zlib';
import { forecastAll } from '../forecasting/index.ts';

/**
 * The default combination's time beside R's `ets`, `thetaf` and `auto.arima` (package forecast) on the same series, one
 * thread each, one after the other in one run. R must be installed (`r-base-core`, `r-cran-forecast`).
 * npx tsx bench/beside-r.ts SERIES.jsonl.gz [--horizon 13] [--season 52] [--every 6]
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    horizon: { type: 'string', default: '13' },
    season: { type: 'string', default: '52' },
    /** Each so-many-th series is taken. */
    every: { type: 'string', default: '6' },
  },
});
const [file = ''] = positionals;
const [horizon, season, every] = [values.horizon, values.season, values.every].map(Number) as [
  number,
  number,
  number,
];

async function readSeries(): Promise<{ id: string; values: number[] }[]> {
  const source = createReadStream(file);
  const input = file.endsWith('.gz') ? source.pipe(createGunzip()) : source;
  const series: { id: string; values: number[] }[] = [];
  let line = 0;
  for await (const text of createInterface({ input })) {
    if (text === '' || line++ % every !== 0) continue;
    const row = JSON.parse(text) as { id: string; values: number[] };
    series.push({ id: row.id, values: row.values });
  }
  return series;
}

const folder = mkdtempSync(join(tmpdir(), 'hemline-beside-r-'));
try {
  const series = await readSeries();
  const table = join(folder, 'series.csv');
  writeFileSync(table, series.map((row) => `${row.values.join(',')}\n`).join(''));
  const start = performance.now();
  const answers = forecastAll(series, { horizon, season, levels: [80, 95], nonnegative: false });
  const ours = (performance.now() - start) / 1_000;
  const failed = answers.filter((answer) => 'error' in answer).length;
  console.log(`${series.length} series; ours: ${ours.toFixed(1)} s, ${failed} failed`);
  for (const method of ['thetaf', 'ets', 'auto.arima']) {
    const script = join(import.meta.dirname, 'beside-r.R');
    const said = execFileSync('Rscript', [script, table, values.horizon, values.season, method], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 1_200_000,
    });
    const [seconds = 0, wrong = 0] = said.trim().split(' ').map(Number);
    console.log(
      `${method}: ${seconds.toFixed(1)} s, ${wrong} failed; ours takes ${(ours / seconds).toFixed(2)} of its time`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
