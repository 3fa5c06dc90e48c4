import type { EChartsCoreOption } from 'echarts/core';

/** The page's colours, read from its style sheet so that both themes have one source. */
export interface Look {
  ink: string;
  soft: string;
  line: string;
  thread: string;
  paper: string;
  raised: string;
  sunk: string;
  up: string;
  down: string;
  heat: string;
  negativeFill: string;
  positiveFill: string;
  font: string;
}

export interface Table {
  head: string[];
  rows: (string | number | null)[][];
}

/** What a chart is made of: the option, the same figures as a table, and where a click leads. */
export interface Drawing {
  option: EChartsCoreOption;
  table: Table;
  linkOf?: (event: { dataIndex?: number; name?: string }) => string | null;
}

export function readLook(): Look {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    ink: read('ink'),
    soft: read('ink-soft'),
    line: read('line'),
    thread: read('thread'),
    paper: read('paper'),
    raised: read('paper-raised'),
    sunk: read('paper-sunk'),
    up: read('up'),
    down: read('down'),
    heat: read('heat'),
    negativeFill: read('mark-negative'),
    positiveFill: read('mark-positive'),
    font: getComputedStyle(document.body).fontFamily,
  };
}

export function basics(look: Look): EChartsCoreOption {
  return {
    animation: false,
    textStyle: { fontFamily: look.font, color: look.soft },
    grid: { left: 8, right: 12, top: globalThis.innerWidth < 640 ? 56 : 34, bottom: 8, containLabel: true },
  };
}

export function legendOf(look: Look, names: string[]) {
  const textStyle = { color: look.soft };
  return { top: 0, left: 0, itemWidth: 16, itemHeight: 8, textStyle, inactiveColor: look.line, data: names };
}

/** Weeks along the bottom, figures up the side. */
export function axes(look: Look, weeks: string[], say: (value: number) => string): EChartsCoreOption {
  return {
    xAxis: {
      type: 'category',
      data: weeks,
      boundaryGap: false,
      axisLine: { lineStyle: { color: look.line }, onZero: false },
      axisTick: { show: false },
      axisLabel: { hideOverlap: true, color: look.soft },
    },
    yAxis: {
      type: 'value',
      axisLabel: { formatter: (value: number) => say(value).replace(/\.0+(?= %$)/, ''), color: look.soft },
      splitLine: { lineStyle: { color: look.line, type: 'dashed' } },
    },
  };
}

export function tooltip(look: Look): EChartsCoreOption {
  return {
    backgroundColor: look.raised,
    borderColor: look.line,
    textStyle: { color: look.ink, fontFamily: look.font, fontSize: 12 },
    extraCssText: 'box-shadow: none;',
    confine: true,
  };
}

/** Lines of text as elements: what a name says can never become markup. */
export function linesOfText(lines: string[]): HTMLElement {
  const box = document.createElement('div');
  for (const [i, line] of lines.entries()) {
    const part = document.createElement(i === 0 ? 'b' : 'div');
    part.textContent = line;
    box.append(part);
  }
  return box;
}

export function share(value: number): string {
  const points = value * 100;
  return `${points.toFixed(points >= 10 || points === 0 ? 1 : 2)} %`;
}
