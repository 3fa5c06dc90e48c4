import { axes, basics, legendOf, linesOfText, share, tooltip, type Drawing, type Look } from './look.ts';

export interface LinesData {
  weeks: string[];
  lines: { name: string; values: (number | null)[] }[];
  percent?: boolean;
  /** Weeks of a trailing mean drawn over the faint weekly values. */
  smooth?: number;
  evidence?: string;
  words: { week: string };
}

export function linesChart(data: LinesData, look: Look): Drawing {
  const say = (value: number | null | undefined) => {
    if (value === null || value === undefined) return '–';
    return data.percent ? share(value) : String(Math.round(value * 100) / 100);
  };
  const names = data.lines.map(({ name }) => name);
  return {
    option: {
      ...basics(look),
      legend: { ...legendOf(look, names), show: names.length > 1 },
      tooltip: {
        ...tooltip(look),
        trigger: 'axis',
        axisPointer: { lineStyle: { color: look.line } },
        formatter: (points: { dataIndex: number }[]) => {
          const i = points[0]?.dataIndex ?? 0;
          const said = data.lines.map(({ name, values }) => `${name}: ${say(values[i])}`);
          return linesOfText([data.weeks[i] ?? '', ...said]);
        },
      },
      ...axes(look, data.weeks, say),
      series: seriesOf(data, look),
    },
    table: {
      head: [data.words.week, ...names],
      rows: data.weeks.map((week, i) => [week, ...data.lines.map(({ values }) => values[i] ?? null)]),
    },
    linkOf: (event) => {
      const week = data.weeks[event.dataIndex ?? -1];
      return data.evidence === undefined || week === undefined ? null : `${data.evidence}&week=${week}`;
    },
  };
}

function seriesOf(data: LinesData, look: Look): object[] {
  const colors = [look.ink, look.thread, look.up, look.soft, look.down];
  const line = (name: string, values: (number | null)[], color: string, faint: boolean) => ({
    name,
    type: 'line',
    data: values,
    showSymbol: false,
    silent: faint,
    triggerLineEvent: !faint,
    lineStyle: { width: faint ? 1 : 1.8, color, opacity: faint ? 0.3 : 1 },
    itemStyle: { color },
  });
  return data.lines.flatMap(({ name, values }, i) => {
    const color = colors[i % colors.length] ?? look.ink;
    if (data.smooth === undefined) return [line(name, values, color, false)];
    return [
      line(`${name} `, values, color, true),
      line(name, trailingMean(values, data.smooth), color, false),
    ];
  });
}

/** Mean of what is known in the last `width` weeks; null where nothing is. */
function trailingMean(values: (number | null)[], width: number): (number | null)[] {
  return values.map((_, i) => {
    const known = values.slice(Math.max(0, i - width + 1), i + 1).filter((value) => value !== null);
    return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
  });
}
