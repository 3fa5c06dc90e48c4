import { html } from 'hono/html';
import type { Trend } from '../../shapes.ts';

const WIDTH = 280;
const HEIGHT = 72;
const PAD = 3;

/** Past shares as a line with gaps where there were gaps, then the forecast with its 80 % band. */
export function sparkline(trend: Trend, words: string) {
  if (trend.sparkline === undefined) return '';
  const past = trend.sparkline;
  const { mean, lower80, upper80 } = trend.outlook ?? { mean: [], lower80: [], upper80: [] };
  const known = past.filter((value) => value !== null);
  if (known.length < 2) return html`<div class="sparkline sparkline-empty" aria-hidden="true"></div>`;
  const most = Math.max(...known, ...upper80) || 1;
  const steps = Math.max(1, past.length + mean.length - 1);
  const x = (i: number) => round(PAD + (i / steps) * (WIDTH - 2 * PAD));
  const y = (value: number) => round(HEIGHT - PAD - (Math.max(0, value) / most) * (HEIGHT - 2 * PAD));
  const from = past.length;
  const upper = upper80.map((value, i) => `${x(from + i)},${y(value)}`);
  const lower = lower80.map((value, i) => `${x(from + i)},${y(value)}`).reverse();
  const last = past.at(-1);
  const ahead = [
    ...(last === null || last === undefined ? [] : [`${x(from - 1)},${y(last)}`]),
    ...mean.map((value, i) => `${x(from + i)},${y(value)}`),
  ];
  return html`<svg
    class="sparkline"
    viewBox="0 0 ${WIDTH} ${HEIGHT}"
    preserveAspectRatio="none"
    role="img"
    aria-label="${words}"
  >
    ${mean.length > 0 ? html`<polygon class="spark-band" points="${[...upper, ...lower].join(' ')}"></polygon>` : ''}
    <path class="spark-past" d="${pathOf(past, x, y)}"></path>
    ${mean.length > 0 ? html`<polyline class="spark-ahead" points="${ahead.join(' ')}"></polyline>` : ''}
  </svg>`;
}

/** A line that is lifted over every gap. */
function pathOf(values: (number | null)[], x: (i: number) => number, y: (value: number) => number): string {
  let down = false;
  return values
    .map((value, i) => {
      if (value === null) {
        down = false;
        return '';
      }
      const command = `${down ? 'L' : 'M'}${x(i)} ${y(value)}`;
      down = true;
      return command;
    })
    .join('');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
