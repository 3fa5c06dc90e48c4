import { axes, basics, legendOf, linesOfText, share, tooltip, type Drawing, type Look } from './look.ts';

export interface SeriesData {
  weeks: string[];
  share: (number | null)[];
  documents: number[];
  exposure: number[];
  sources: number[];
  forecast: Ahead | null;
  evidence: string | null;
  words: Record<
    'week' | 'share' | 'documents' | 'exposure' | 'sources' | 'forecast' | 'band80' | 'band95',
    string
  >;
}

interface Ahead {
  weeks: string[];
  mean: number[];
  lower80: number[];
  upper80: number[];
  lower95: number[];
  upper95: number[];
}

const NOTHING_AHEAD: Ahead = { weeks: [], mean: [], lower80: [], upper80: [], lower95: [], upper95: [] };

/** Observed share with its gaps, then the forecast with its 80 and 95 % bands. */
export function seriesChart(data: SeriesData, look: Look): Drawing {
  const { words } = data;
  const weeks = [...new Set([...data.weeks, ...(data.forecast?.weeks ?? [])])];
  const ahead = data.forecast === null ? [] : [words.forecast, words.band80, words.band95];
  return {
    option: {
      ...basics(look),
      legend: legendOf(look, [words.share, ...ahead]),
      tooltip: {
        ...tooltip(look),
        trigger: 'axis',
        axisPointer: { lineStyle: { color: look.line } },
        formatter: (points: { dataIndex: number }[]) =>
          linesOfText(sayWeek(data, weeks, points[0]?.dataIndex ?? 0)),
      },
      ...axes(look, weeks, share),
      series: seriesOf(data, weeks, look),
    },
    table: tableOf(data, weeks),
    linkOf: (event) => {
      const week = weeks[event.dataIndex ?? -1];
      if (data.evidence === null || week === undefined || !data.weeks.includes(week)) return null;
      return `${data.evidence}&week=${week}`;
    },
  };
}

function seriesOf(data: SeriesData, weeks: string[], look: Look): object[] {
  const ahead = data.forecast ?? NOTHING_AHEAD;
  const { words } = data;
  const at = (values: number[]) => weeks.map((week) => values[ahead.weeks.indexOf(week)] ?? null);
  const hidden = {
    type: 'line',
    stackStrategy: 'all',
    symbol: 'none',
    lineStyle: { opacity: 0 },
    silent: true,
  };
  const band = (name: string, lower: number[], upper: number[], opacity: number) => [
    { ...hidden, name: `${name} `, stack: name, data: at(lower) },
    {
      ...hidden,
      name,
      stack: name,
      data: at(upper.map((value, i) => value - (lower[i] ?? value))),
      areaStyle: { color: look.thread, opacity },
      itemStyle: { color: look.thread, opacity: opacity * 2 },
    },
  ];
  return [
    ...band(words.band95, ahead.lower95, ahead.upper95, 0.12),
    ...band(words.band80, ahead.lower80, ahead.upper80, 0.2),
    {
      name: words.share,
      type: 'line',
      data: weeks.map((_, i) => data.share[i] ?? null),
      showSymbol: false,
      triggerLineEvent: true,
      lineStyle: { width: 1.6, color: look.ink },
      itemStyle: { color: look.ink },
      connectNulls: false,
      z: 5,
    },
    {
      name: words.forecast,
      type: 'line',
      data: at(ahead.mean),
      showSymbol: false,
      lineStyle: { width: 1.8, type: 'dashed', color: look.thread },
      itemStyle: { color: look.thread },
      z: 4,
    },
  ];
}

function tableOf(data: SeriesData, weeks: string[]): Drawing['table'] {
  const { words } = data;
  const ahead = data.forecast ?? NOTHING_AHEAD;
  const bounds = [`${words.band80} −`, `${words.band80} +`, `${words.band95} −`, `${words.band95} +`];
  return {
    head: [
      words.week,
      words.share,
      words.documents,
      words.exposure,
      words.sources,
      words.forecast,
      ...bounds,
    ],
    rows: weeks.map((week, i) => {
      const step = ahead.weeks.indexOf(week);
      const seen = [data.share, data.documents, data.exposure, data.sources].map(
        (values) => values[i] ?? null,
      );
      const told = [ahead.mean, ahead.lower80, ahead.upper80, ahead.lower95, ahead.upper95];
      return [week, ...seen, ...told.map((values) => values[step] ?? null)];
    }),
  };
}

function sayWeek(data: SeriesData, weeks: string[], i: number): string[] {
  const { words, forecast } = data;
  const week = weeks[i] ?? '';
  const seen = data.share[i];
  const lines = [week];
  if (i < data.weeks.length) {
    lines.push(`${words.share}: ${seen === null || seen === undefined ? '–' : share(seen)}`);
    lines.push(`${words.documents}: ${data.documents[i] ?? 0} / ${data.exposure[i] ?? 0}`);
    lines.push(`${words.sources}: ${data.sources[i] ?? 0}`);
  }
  const step = forecast?.weeks.indexOf(week) ?? -1;
  if (forecast !== null && step >= 0) {
    const range = (low: number[], high: number[]) => `${share(low[step] ?? 0)} – ${share(high[step] ?? 0)}`;
    lines.push(`${words.forecast}: ${share(forecast.mean[step] ?? 0)}`);
    lines.push(`${words.band80}: ${range(forecast.lower80, forecast.upper80)}`);
    lines.push(`${words.band95}: ${range(forecast.lower95, forecast.upper95)}`);
  }
  return lines;
}
