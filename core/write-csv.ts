/** RFC 4180 lines. Cells a spreadsheet would run as a formula get a leading apostrophe (OWASP, CSV injection). */
export function toCsv(table: { head: string[]; rows: (string | number | null)[][] }): string {
  return [table.head, ...table.rows].map((row) => row.map(toCell).join(',')).join('\r\n');
}

function toCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
