/** Amounts as shops write them. */

const AMOUNT = /\d[\d\s\u00a0\u202f'’.,٬]*/g;
/** `.75 €`: a price under one that leaves out its zero. `Rs.75` is not one. */
const BARE_CENTS = /^[^\d\p{L}]*\.{1,2}(\d{2})(?!\d)/u;
/** Currencies of a thousand parts are written with three decimals. */
const THREE_DECIMALS = /(?<![A-Za-z])(?:KWD|KD|BHD|BD|OMR|JOD|JD|TND|DT)(?![A-Za-z])/;

/** The first amount of a text as a number, or null. A lone separator before three digits is a thousands one. */
export function parseAmount(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) && value >= 0 ? value : null;
  if (typeof value !== 'string') return null;
  const text = value.trim().slice(0, 100);
  if (/^\d+\.\d+$/.test(text)) return Number(text);
  const plain = /[０-９．，٠-٩۰-۹]/.test(text) ? westernDigits(text) : text;
  const cents = BARE_CENTS.exec(plain)?.[1];
  if (cents !== undefined) return Number(cents) / 100;
  return firstAmount(plain);
}

function firstAmount(text: string): number | null {
  for (const match of text.matchAll(AMOUNT)) {
    const after = text.slice(match.index + match[0].length);
    if (/^\s*[%％]/.test(after)) continue;
    const digits = match[0]
      .replace(/^(\d+[.,])\s(\d{2})(?!\d)/, '$1$2')
      .replace(/[\s\u00a0\u202f'’](?!\d{3}(?!\d)).*$/s, '')
      .replaceAll(/[\s\u00a0\u202f'’٬]/g, '')
      .replace(/[.,]+$/, '');
    const amount =
      THREE_DECIMALS.test(text) && /^\d+\.\d{3}$/.test(digits) ? Number(digits) : separate(digits);
    if (Number.isFinite(amount)) return /^\s*[万萬]/.test(after) ? amount * 10_000 : amount;
  }
  return null;
}

/** Full-width, Arabic and Persian digits and separators as ASCII. */
const westernDigits = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replaceAll(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0));

function separate(digits: string): number {
  const comma = digits.lastIndexOf(',');
  const dot = digits.lastIndexOf('.');
  if (comma >= 0 && dot >= 0) {
    const decimal = comma > dot ? ',' : '.';
    const other = decimal === ',' ? '.' : ',';
    return Number(digits.replaceAll(other, '').replace(decimal, '.'));
  }
  const mark = comma >= 0 ? ',' : dot >= 0 ? '.' : '';
  if (mark === '') return Number(digits);
  const parts = digits.split(mark);
  const thousands = parts.length > 2 || (parts[1]!.length === 3 && parts[0] !== '0' && parts[0]!.length <= 3);
  return Number(thousands ? parts.join('') : parts.join('.'));
}
