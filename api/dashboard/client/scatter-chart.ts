import { basics, linesOfText, tooltip, type Drawing, type Look } from './look.ts';

interface Point {
  name: string;
  x: number;
  y: number;
  size: number;
  hex: string | null;
  gap: number;
  link: string;
}

export interface ScatterData {
  points: Point[];
  words: { x: string; y: string; gap: string; name: string };
}

const percent = (value: number) => `${Math.round(value * 100)} %`;
/** Growth as doublings, so that a tenfold riser does not press all others into a corner. */
const doublings = (growth: number) => Math.log2(Math.max(1 / 64, 1 + growth));
const factor = (value: number) =>
  value < 0 ? `÷${Math.round(2 ** -value * 10) / 10}` : `×${Math.round(2 ** value * 10) / 10}`;

/** Demand over supply: what stands above the diagonal is wanted more than it is offered. */
export function scatterChart(data: ScatterData, look: Look): Drawing {
  const { words } = data;
  return {
    option: {
      ...basics(look),
      grid: { left: 30, right: 70, top: 16, bottom: 30, containLabel: true },
      tooltip: {
        ...tooltip(look),
        formatter: ({ dataIndex }: { dataIndex: number }) => linesOfText(sayPoint(data, dataIndex)),
      },
      xAxis: { ...axis(words.x, look), nameGap: 26 },
      yAxis: { ...axis(words.y, look), nameGap: 40 },
      series: [diagonal(data, look), pointsOf(data, look)],
    },
    table: {
      head: [words.name, words.x, words.y, words.gap],
      rows: data.points.map((point) => [point.name, point.x, point.y, point.gap]),
    },
    linkOf: (event) => data.points[event.dataIndex ?? -1]?.link ?? null,
  };
}

function axis(name: string, look: Look) {
  return {
    type: 'value',
    name,
    nameLocation: 'middle',
    nameTextStyle: { color: look.soft },
    minInterval: 1,
    axisLine: { show: false },
    axisLabel: { formatter: factor, color: look.soft, hideOverlap: true },
    splitLine: { lineStyle: { color: look.line, type: 'dashed' } },
  };
}

function diagonal(data: ScatterData, look: Look): object {
  const ends = data.points.map((point) => doublings(point.x));
  const [low, high] = [Math.min(0, ...ends), Math.max(1, ...ends)];
  return {
    type: 'line',
    data: [
      [low, low],
      [high, high],
    ],
    symbol: 'none',
    silent: true,
    lineStyle: { color: look.soft, width: 1, type: 'dotted' },
  };
}

function pointsOf(data: ScatterData, look: Look): object {
  const most = Math.max(1, ...data.points.map((point) => point.size));
  return {
    type: 'scatter',
    data: data.points.map((point) => ({
      value: [doublings(point.x), doublings(point.y)],
      symbolSize: 8 + 18 * Math.sqrt(point.size / most),
      itemStyle: {
        color: point.hex ?? (point.gap >= 0 ? look.thread : look.soft),
        borderColor: look.ink,
        borderWidth: 0.6,
        opacity: 0.9,
      },
    })),
    label: {
      show: true,
      position: 'right',
      color: look.ink,
      fontSize: 11,
      formatter: ({ dataIndex }: { dataIndex: number }) => data.points[dataIndex]?.name ?? '',
    },
    labelLayout: { hideOverlap: true },
  };
}

function sayPoint({ points, words }: ScatterData, i: number): string[] {
  const point = points[i];
  if (point === undefined) return [];
  return [
    point.name,
    `${words.y}: ${percent(point.y)}`,
    `${words.x}: ${percent(point.x)}`,
    `${words.gap}: ${point.gap.toFixed(1)}`,
  ];
}
