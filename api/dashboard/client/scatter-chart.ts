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

/** Demand over supply: what stands above the diagonal is wanted more than it is offered. */
export function scatterChart(data: ScatterData, look: Look): Drawing {
  const { words } = data;
  const most = Math.max(1, ...data.points.map((point) => point.size));
  const axis = (name: string) => ({
    type: 'value',
    name,
    nameLocation: 'middle',
    nameTextStyle: { color: look.soft },
    axisLabel: { formatter: percent, color: look.soft, hideOverlap: true },
    splitLine: { lineStyle: { color: look.line, type: 'dashed' } },
  });
  return {
    option: {
      ...basics(look),
      legend: { show: false },
      grid: { left: 26, right: 60, top: 16, bottom: 28, containLabel: true },
      tooltip: {
        ...tooltip(look),
        formatter: ({ dataIndex }: { dataIndex: number }) => {
          const point = data.points[dataIndex];
          if (point === undefined) return '';
          return linesOfText([
            point.name,
            `${words.y}: ${percent(point.y)}`,
            `${words.x}: ${percent(point.x)}`,
            `${words.gap}: ${point.gap.toFixed(1)}`,
          ]);
        },
      },
      xAxis: { ...axis(words.x), nameGap: 24 },
      yAxis: { ...axis(words.y), nameGap: 46 },
      series: [
        {
          type: 'scatter',
          data: data.points.map((point) => ({
            value: [point.x, point.y],
            symbolSize: 8 + 20 * Math.sqrt(point.size / most),
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
        },
      ],
    },
    table: {
      head: [words.name, words.x, words.y, words.gap],
      rows: data.points.map((point) => [point.name, point.x, point.y, point.gap]),
    },
    linkOf: (event) => data.points[event.dataIndex ?? -1]?.link ?? null,
  };
}
