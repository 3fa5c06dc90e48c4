/** Amounts and currencies as shops write them. */

const SYMBOLS: [RegExp, string][] = [
  [/US\s?\$|USD/i, 'USD'],
  [/HK\s?\$|HKD|港币/i, 'HKD'],
  [/NT\s?\$|TWD/i, 'TWD'],
  [/AU?\s?\$|AUD/i, 'AUD'],
  [/C(A|DN)?\s?\$|CAD/i, 'CAD'],
  [/NZ\s?\$|NZD/i, 'NZD'],
  [/S(G)?\s?\$|SGD/i, 'SGD'],
  [/R\$|BRL/, 'BRL'],
  [/MX\s?\$|MXN/i, 'MXN'],
  [/€|EUR/i, 'EUR'],
  [/£|GBP/i, 'GBP'],
  [/CN¥|RMB|CNY|元|人民币/i, 'CNY'],
  [/JPY|円/i, 'JPY'],
  [/₩|KRW|원/i, 'KRW'],
  [/₹|INR|\bRs\.?/i, 'INR'],
  [/₽|RUB|руб/i, 'RUB'],
  [/₸|KZT|тг/i, 'KZT'],
  [/zł|PLN/i, 'PLN'],
  [/Kč|CZK/i, 'CZK'],
  [/CHF/i, 'CHF'],
  [/\bkr\b|SEK/i, 'SEK'],
  [/NOK/i, 'NOK'],
  [/DKK/i, 'DKK'],
  [/₺|TRY|\bTL\b/, 'TRY'],
  [/₴|UAH|грн/i, 'UAH'],
  [/\blei\b|RON/i, 'RON'],
  [/\bkn\b|HRK/i, 'HRK'],
  [/Ft\b|HUF/, 'HUF'],
  [/лв|BGN/i, 'BGN'],
  [/₫|VND/i, 'VND'],
  [/฿|THB/i, 'THB'],
  [/₪|ILS/i, 'ILS'],
  [/\bRp\b|IDR/, 'IDR'],
  [/\bRM\b|MYR/, 'MYR'],
  [/₱|PHP/, 'PHP'],
  [/\bR\s?(?=\d)|ZAR/, 'ZAR'],
  [/AED/i, 'AED'],
];

/** ISO 4217 for what stands beside an amount. A bare ¥ or $ is decided by the page's language. */
export function parseCurrency(text: string, language?: string | null): string | null {
  const bare = text.trim();
  if (/^[A-Z]{3}$/.test(bare)) return bare === 'RMB' ? 'CNY' : bare === 'RUR' ? 'RUB' : bare;
  const found = SYMBOLS.find(([form]) => form.test(bare));
  if (found) return found[1];
  if (/[¥￥]/.test(bare)) return language?.startsWith('ja') ? 'JPY' : 'CNY';
  return bare.includes('$') ? 'USD' : null;
}

const AMOUNT = /\d[\d\s\u00a0\u202f'’.,٬]*/;

/** The first amount of a text as a number, or null. A lone separator before three digits is a thousands one. */
export function parseAmount(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) && value >= 0 ? value : null;
  if (typeof value !== 'string') return null;
  const text = value.trim().slice(0, 100);
  if (/^\d+\.\d+$/.test(text)) return Number(text);
  const run = AMOUNT.exec(text.replaceAll('−', '-'))?.[0];
  if (run === undefined) return null;
  const digits = run
    .replace(/[\s\u00a0\u202f'’](?!\d{3}(?!\d)).*$/s, '')
    .replaceAll(/[\s\u00a0\u202f'’٬]/g, '')
    .replace(/[.,]+$/, '');
  return Number.isFinite(separate(digits)) ? separate(digits) : null;
}

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
