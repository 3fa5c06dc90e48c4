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
  const name = (word: string) => data.names[word] ?? word;
  const axis = { type: 'category', axisLine: { show: false }, axisTick: { show: false } };
  return {
    option: {
      ...basics(look),
      grid: { left: 8, right: 8, top: 8, bottom: 30, containLabel: true },
      tooltip: {
        ...tooltip(look),
        formatter: ({ dataIndex }: { dataIndex: number }) => linesOfText(sayCell(data, known[dataIndex])),
      },
      xAxis: { ...axis, data: columns.map(name), axisLabel: { color: look.soft, hideOverlap: true } },
      yAxis: {
        ...axis,
        data: rows.map(name),
        axisLabel: { color: look.soft, width: 110, overflow: 'truncate' },
      },
      visualMap: scaleOf(data, known, look),
      series: [
        {
          type: 'heatmap',
          data: known.map((cell) => [columns.indexOf(cell.column), rows.indexOf(cell.row), cell.value]),
          itemStyle: { borderColor: look.paper, borderWidth: 2 },
          label: {
            show: columns.length <= 12 && rows.length <= 24,
            color: look.ink,
            fontSize: 11,
            formatter: ({ dataIndex }: { dataIndex: number }) => say(data, known[dataIndex]?.value ?? null),
          },
        },
      ],
    },
    table: tableOf(data, rows.toReversed(), columns),
  };
}

function scaleOf(data: HeatData, known: Cell[], look: Look): object {
  const sentiment = data.measure === 'sentiment';
  const most = Math.max(...known.map((cell) => Math.abs(cell.value ?? 0)), sentiment ? 0.1 : 1);
  return {
    show: false,
    min: sentiment ? -most : 0,
    max: most,
    inRange: {
      color: sentiment ? [look.negativeFill, look.sunk, look.positiveFill] : [look.sunk, look.heat],
    },
  };
}

function say(data: HeatData, value: number | null): string {
  if (value === null) return '–';
  return data.measure === 'sentiment' ? value.toFixed(2) : new Intl.NumberFormat().format(value);
}

function sayCell(data: HeatData, cell: Cell | undefined): string[] {
  if (cell === undefined) return [];
  const name = (word: string) => data.names[word] ?? word;
  return [
    `${name(cell.row)} × ${name(cell.column)}`,
    `${data.words.value}: ${say(data, cell.value)}`,
    `n = ${cell.documents}`,
  ];
}

function tableOf(data: HeatData, rows: string[], columns: string[]): Drawing['table'] {
  const name = (word: string) => data.names[word] ?? word;
  const values = new Map(data.cells.map((cell) => [`${cell.row}\n${cell.column}`, cell.value]));
  return {
    head: [data.words.rows, ...columns.map(name)],
    rows: rows.map((row) => [name(row), ...columns.map((column) => values.get(`${row}\n${column}`) ?? null)]),
  };
}
