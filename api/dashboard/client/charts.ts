import { HeatmapChart, LineChart, ScatterChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent, VisualMapComponent } from 'echarts/components';
import { init, use, type EChartsType } from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import { SVGRenderer } from 'echarts/renderers';
import { saveCsv, savePng, saveSvg } from './export.ts';
import { heatChart, type HeatData } from './heat-chart.ts';
import { linesChart, type LinesData } from './lines-chart.ts';
import type { Drawing } from './look.ts';
import { readLook } from './look.ts';
import { scatterChart, type ScatterData } from './scatter-chart.ts';
import { seriesChart, type SeriesData } from './series-chart.ts';
import { fillTable } from './table.ts';

use([
  LineChart,
  ScatterChart,
  HeatmapChart,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  VisualMapComponent,
  LabelLayout,
  SVGRenderer,
]);

/** Draws every chart of the page, and again when the theme changes. */
export function drawCharts(): void {
  for (const figure of document.querySelectorAll<HTMLElement>('[data-chart]')) drawFigure(figure);
}

function drawFigure(figure: HTMLElement): void {
  const canvas = figure.querySelector<HTMLElement>('.canvas');
  const block = document.getElementById(figure.dataset['block'] ?? '');
  if (canvas === null || block === null) return;
  const data: unknown = JSON.parse(block.textContent);
  const name = figure.dataset['name'] ?? 'chart';
  const chart = init(canvas, null, { renderer: 'svg' });
  let drawing = drawingOf(figure.dataset['chart'] ?? '', data);
  chart.setOption(drawing.option);
  followClicks(chart, () => drawing);
  new ResizeObserver(() => chart.resize()).observe(canvas);
  globalThis.addEventListener('hemline-theme', () => {
    drawing = drawingOf(figure.dataset['chart'] ?? '', data);
    chart.setOption(drawing.option, true);
  });
  const details = figure.querySelector<HTMLDetailsElement>('details.as-table');
  const fill = (): void => fillTable(figure, drawing.table);
  // Charts come after the page: the table may have been opened before anybody listened.
  if (details?.open === true) fill();
  else details?.addEventListener('toggle', fill, { once: true });
  figure.addEventListener('click', (event) => {
    const button = event.target instanceof HTMLElement ? event.target.dataset['export'] : undefined;
    if (button === 'svg') saveSvg(canvas, name);
    if (button === 'png') void savePng(canvas, name);
    if (button === 'csv') saveCsv(drawing.table, name);
  });
}

function followClicks(chart: EChartsType, drawing: () => Drawing): void {
  chart.on('click', (event) => {
    const link = drawing().linkOf?.(event);
    if (link === undefined || link === null) return;
    const anchor = document.createElement('a');
    anchor.href = link;
    if (link.startsWith('/evidence')) anchor.dataset['drawer'] = '';
    document.body.append(anchor);
    anchor.click();
    anchor.remove();
  });
}

function drawingOf(kind: string, data: unknown): Drawing {
  const look = readLook();
  if (kind === 'series') return seriesChart(data as SeriesData, look);
  if (kind === 'lines') return linesChart(data as LinesData, look);
  if (kind === 'scatter') return scatterChart(data as ScatterData, look);
  return heatChart(data as HeatData, look);
}
