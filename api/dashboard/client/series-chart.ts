import { basics, linesOfText, share, tooltip, type Drawing, type Look } from './look.ts';

export interface SeriesData {
  weeks: string[];
  share: (number | null)[];
  documents: number[];
  exposure: number[];
  sources: number[];
  forecast: {
    weeks: string[];
    mean: number[];
    lower80: number[];
    upper80: number[];
    lower95: number[];
    upper95: number[];
  } | null;
  hex: string | null;
  evidence: string | null;
  words: Record<
    'week' | 'share' | 'documents' | 'exposure' | 'sources' | 'forecast' | 'band80' | 'band95',
    string
  >;
}

/** Observed share with its gaps, then the forecast with its 80 and 95 % bands. */
export function seriesChart(data: SeriesData, look: Look): Drawing {
  const { words } = data;
  const ahead = data.forecast ?? { weeks: [], mean: [], lower80: [], upper80: [], lower95: [], upper95: [] };
  const weeks = [...new Set([...data.weeks, ...ahead.weeks])];
  const at = (values: number[]) => weeks.map((week) => values[ahead.weeks.indexOf(week)] ?? null);
  const observed = weeks.map((_, i) => data.share[i] ?? null);
  const band = (name: string, lower: number[], upper: number[], opacity: number) => [
    { ...invisible(`${name} low`, name), data: at(lower) },
    {
      ...invisible(name, name),
      data: at(upper.map((value, i) => value - (lower[i] ?? value))),
      areaStyle: { color: look.thread, opacity },
    },
  ];
  return {
    option: {
      ...basics(look),
      legend: {
        ...(basics(look)['legend'] as object),
        data: [words.share, ...(data.forecast ? [words.forecast, words.band80, words.band95] : [])],
      },
      tooltip: {
        ...tooltip(look),
        trigger: 'axis',
        axisPointer: { lineStyle: { color: look.line } },
        formatter: (points: { dataIndex: number }[]) =>
          linesOfText(sayWeek(data, weeks, points[0]?.dataIndex ?? 0)),
      },
      xAxis: {
        type: 'category',
        data: weeks,
        boundaryGap: false,
        axisLine: { lineStyle: { color: look.line } },
        axisTick: { show: false },
        axisLabel: { hideOverlap: true, color: look.soft },
      },
      yAxis: {
        type: 'value',
        min: 0,
        axisLabel: { formatter: share, color: look.soft },
        splitLine: { lineStyle: { color: look.line, type: 'dashed' } },
      },
      series: [
        ...(data.forecast ? band(words.band95, ahead.lower95, ahead.upper95, 0.12) : []),
        ...(data.forecast ? band(words.band80, ahead.lower80, ahead.upper80, 0.2) : []),
        {
          name: words.share,
          type: 'line',
          data: observed,
          showSymbol: false,
          symbolSize: 7,
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
      ],
    },
    table: {
      head: [
        words.week,
        words.share,
        words.documents,
        words.exposure,
        words.sources,
        words.forecast,
        `${words.band80} −`,
        `${words.band80} +`,
        `${words.band95} −`,
        `${words.band95} +`,
      ],
      rows: weeks.map((week, i) => {
        const step = ahead.weeks.indexOf(week);
        const known = data.weeks[i] === week;
        return [
          week,
          observed[i] ?? null,
          known ? (data.documents[i] ?? null) : null,
          known ? (data.exposure[i] ?? null) : null,
          known ? (data.sources[i] ?? null) : null,
          ...[ahead.mean, ahead.lower80, ahead.upper80, ahead.lower95, ahead.upper95].map(
            (values) => values[step] ?? null,
          ),
        ];
      }),
    },
    linkOf: (event) => {
      const week = weeks[event.dataIndex ?? -1];
      return data.evidence === null || week === undefined || !data.weeks.includes(week)
        ? null
        : `${data.evidence}&week=${week}`;
    },
  };
}

function invisible(name: string, stack: string) {
  return {
    name,
    type: 'line',
    stack,
    stackStrategy: 'all',
    symbol: 'none',
    lineStyle: { opacity: 0 },
    silent: true,
  };
}

function sayWeek(data: SeriesData, weeks: string[], i: number): string[] {
  const { words, forecast } = data;
  const week = weeks[i] ?? '';
  const seen = data.share[i];
  const lines = [week];
  if (i < data.weeks.length) {
    lines.push(`${words.share}: ${seen === null || seen === undefined ? '–' : share(seen)}`);
    lines.push(
      `${words.documents}: ${data.documents[i] ?? 0} / ${data.exposure[i] ?? 0} · ${words.sources}: ${data.sources[i] ?? 0}`,
    );
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
