import type { Table } from './look.ts';

/** The chart's figures as a real table, for those who read rather than see. */
export function fillTable(figure: HTMLElement, table: Table): void {
  const place = figure.querySelector('details.as-table .scroll');
  if (place === null) return;
  const element = document.createElement('table');
  const caption = element.createCaption();
  caption.className = 'sr';
  caption.textContent = figure.dataset['name'] ?? '';
  const head = element.createTHead().insertRow();
  for (const word of table.head) head.append(headCell(word, 'col'));
  const body = element.createTBody();
  for (const [first, ...rest] of table.rows) {
    const row = body.insertRow();
    row.append(headCell(String(first ?? ''), 'row'));
    for (const value of rest) row.insertCell().textContent = value === null ? '–' : sayValue(value);
  }
  place.replaceChildren(element);
}

function headCell(text: string, scope: 'col' | 'row'): HTMLTableCellElement {
  const cell = document.createElement('th');
  cell.scope = scope;
  cell.textContent = text;
  return cell;
}

function sayValue(value: string | number): string {
  return typeof value === 'number' ? String(Math.round(value * 1e5) / 1e5) : value;
}
