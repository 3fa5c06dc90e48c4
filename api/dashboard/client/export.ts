import { toCsv } from '../../../core/write-csv.ts';
import type { Table } from './look.ts';

export function saveCsv(table: Table, name: string): void {
  // The mark at the start tells spreadsheets that this is UTF-8.
  save(new Blob(['\ufeff', toCsv(table)], { type: 'text/csv;charset=utf-8' }), `${fileName(name)}.csv`);
}

export function saveSvg(canvas: HTMLElement, name: string): void {
  const svg = svgText(canvas);
  if (svg !== null) save(new Blob([svg.text], { type: 'image/svg+xml' }), `${fileName(name)}.svg`);
}

/** Drawn at twice the size, on the page's paper, so that it can go into a slide as it is. */
export async function savePng(canvas: HTMLElement, name: string): Promise<void> {
  const svg = svgText(canvas);
  if (svg === null) return;
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg.text)}`;
  await image.decode();
  const sheet = document.createElement('canvas');
  sheet.width = svg.width * 2;
  sheet.height = svg.height * 2;
  const pen = sheet.getContext('2d');
  if (pen === null) return;
  pen.fillStyle = getComputedStyle(document.body).backgroundColor;
  pen.fillRect(0, 0, sheet.width, sheet.height);
  pen.drawImage(image, 0, 0, sheet.width, sheet.height);
  sheet.toBlob((blob) => {
    if (blob !== null) save(blob, `${fileName(name)}.png`);
  }, 'image/png');
}

function svgText(canvas: HTMLElement): { text: string; width: number; height: number } | null {
  const svg = canvas.querySelector('svg');
  if (svg === null) return null;
  const copy = svg.cloneNode(true) as SVGElement;
  const { width, height } = svg.getBoundingClientRect();
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  return { text: new XMLSerializer().serializeToString(copy), width, height };
}

function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function fileName(name: string): string {
  return `hemline-${name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, 60)}`;
}
