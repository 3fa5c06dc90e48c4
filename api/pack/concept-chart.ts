import { LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TitleComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([LineChart, GridComponent, LegendComponent, TitleComponent, SVGRenderer]);

export interface ChartLines {
  title: string;
  note: string;
  /** Mondays of the series, then of the forecast. */
  weeks: string[];
  lines: { name: string; values: (number | null)[]; dashed?: boolean }[];
  /** The 80 % band around the last line, where there is one. */
  band: { name: string; low: (number | null)[]; high: (number | null)[] } | null;
}

const [WIDTH, HEIGHT] = [1_120, 520];
const INK = '#1d1b19';
const COLORS = ['#b4452c', '#2f5d62', '#7a5c99', '#9a7b2d', '#44567d'];

/** A chart as SVG, drawn without a browser: white paper, readable in a slide. */
export function drawChart({ title, note, weeks, lines, band }: ChartLines): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: HEIGHT });
  const drawn = lines.map(({ name, values, dashed }, i) => ({
    name,
    type: 'line' as const,
    data: values,
    showSymbol: false,
    lineStyle: { width: 2, type: dashed ? ('dashed' as const) : ('solid' as const) },
    color: COLORS[(dashed ? 0 : i) % COLORS.length],
  }));
  const under = {
    type: 'line' as const,
    stack: 'band',
    showSymbol: false,
    silent: true,
    lineStyle: { opacity: 0 },
  };
  const bands =
    band === null
      ? []
      : [
          { ...under, data: band.low },
          {
            ...under,
            name: band.name,
            data: band.high.map((high, i) => (high === null ? null : high - (band.low[i] ?? 0))),
            areaStyle: { color: COLORS[0], opacity: 0.16 },
            color: COLORS[0],
          },
        ];
  chart.setOption({
    animation: false,
    backgroundColor: '#ffffff',
    textStyle: { color: INK, fontFamily: 'sans-serif' },
    title: {
      text: title,
      subtext: note,
      left: 24,
      top: 14,
      textStyle: { color: INK },
      subtextStyle: { color: '#5c5751' },
    },
    legend: { bottom: 12, data: [...lines.map(({ name }) => name), ...(band ? [band.name] : [])] },
    grid: { left: 70, right: 28, top: 84, bottom: 78 },
    xAxis: { type: 'category', data: weeks, boundaryGap: false },
    yAxis: {
      type: 'value',
      min: 0,
      axisLabel: { formatter: (value: number) => `${Number((value * 100).toFixed(2))} %` },
    },
    series: [...bands, ...drawn],
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return namedAnew(svg);
}

/** The library counts on in its names from chart to chart; the same chart shall be the same text. */
function namedAnew(svg: string): string {
  const names = new Map<string, string>();
  return svg.replaceAll(/\bzr\d+-[a-z]+-?\d+/g, (name) => {
    const known = names.get(name) ?? `zr-${names.size}`;
    names.set(name, known);
    return known;
  });
}
