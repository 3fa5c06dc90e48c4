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
    font: getComputedStyle(document.body).fontFamily,
  };
}

export function basics(look: Look): EChartsCoreOption {
  return {
    animation: false,
    textStyle: { fontFamily: look.font, color: look.soft },
    grid: { left: 8, right: 12, top: 34, bottom: 8, containLabel: true },
    legend: {
      top: 0,
      left: 0,
      itemWidth: 16,
      itemHeight: 8,
      textStyle: { color: look.soft },
      inactiveColor: look.line,
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
