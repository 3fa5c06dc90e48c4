import { basics, linesOfText, tooltip, type Drawing, type Look } from './look.ts';

interface Cell {
  row: string;
  column: string;
  value: number | null;
  documents: number;
}

export interface HeatData {
  measure: string;
  cells: Cell[];
  names: Record<string, string>;
  words: { rows: string; columns: string; value: string };
}

/** A pivot as a grid of squares; sentiment runs from red over paper to green, counts from paper to ink. */
export function heatChart(data: HeatData, look: Look): Drawing {
  const rows = [...new Set(data.cells.map((cell) => cell.row))].sort().reverse();
  const columns = [...new Set(data.cells.map((cell) => cell.column))].sort();
  const known = data.cells.filter((cell) => cell.value !== null);
  const sentiment = data.measure === 'sentiment';
  const most = Math.max(...known.map((cell) => Math.abs(cell.value ?? 0)), sentiment ? 0.1 : 1);
  const name = (word: string) => data.names[word] ?? word;
  const say = (value: number | null) =>
    value === null ? '–' : sentiment ? value.toFixed(2) : new Intl.NumberFormat().format(value);
  return {
    option: {
      ...basics(look),
      legend: { show: false },
      grid: { left: 8, right: 8, top: 8, bottom: 30, containLabel: true },
      tooltip: {
        ...tooltip(look),
        formatter: ({ dataIndex }: { dataIndex: number }) => {
          const cell = known[dataIndex];
          if (cell === undefined) return '';
          return linesOfText([
            `${name(cell.row)} × ${name(cell.column)}`,
            `${data.words.value}: ${say(cell.value)}`,
            `n = ${cell.documents}`,
          ]);
        },
      },
      xAxis: {
        type: 'category',
        data: columns.map(name),
        axisLine: { show: false },
        axisTick: { show: false },
        axisLabel: { color: look.soft, hideOverlap: true },
      },
      yAxis: {
        type: 'category',
        data: rows.map(name),
        axisLine: { show: false },
        axisTick: { show: false },
        axisLabel: { color: look.soft, width: 110, overflow: 'truncate' },
      },
      visualMap: {
        show: false,
        min: sentiment ? -most : 0,
        max: most,
        inRange: { color: sentiment ? [look.down, look.sunk, look.up] : [look.sunk, look.thread] },
      },
      series: [
        {
          type: 'heatmap',
          data: known.map((cell) => [columns.indexOf(cell.column), rows.indexOf(cell.row), cell.value]),
          itemStyle: { borderColor: look.paper, borderWidth: 2 },
          label: {
            show: columns.length <= 12 && rows.length <= 24,
            color: look.ink,
            fontSize: 11,
            formatter: ({ dataIndex }: { dataIndex: number }) => say(known[dataIndex]?.value ?? null),
          },
        },
      ],
    },
    table: {
      head: [data.words.rows, ...columns.map(name)],
      rows: rows
        .toReversed()
        .map((row) => [
          name(row),
          ...columns.map(
            (column) => data.cells.find((cell) => cell.row === row && cell.column === column)?.value ?? null,
          ),
        ]),
    },
  };
}
