/** Currencies as shops write them: codes, signs and local names to ISO 4217. */

const ISO = new Set(Intl.supportedValuesOf('currency'));
/** Codes that shops also write in small letters; the others would be read out of plain words (`all`, `top`, `try`). */
const SMALL =
  /(?<![a-z])(usd|eur|gbp|cny|rmb|jpy|hkd|twd|aud|cad|nzd|sgd|chf|sek|nok|dkk|pln|czk|huf|ron|rub|inr|krw|brl|mxn|aed|sar|myr|thb|vnd|idr|php|zar)(?![a-z])/i;

/** Codes that are words too: they count behind an amount only. */
const WORDS = new Set(['ALL', 'TOP', 'TRY', 'CUP', 'MAD', 'PEN', 'SOS', 'MOP', 'GEL', 'BAM', 'STD']);

/** What stands before a dollar sign. */
const DOLLARS: Record<string, string> = {
  US: 'USD',
  HK: 'HKD',
  NT: 'TWD',
  A: 'AUD',
  AU: 'AUD',
  C: 'CAD',
  CA: 'CAD',
  CDN: 'CAD',
  CAN: 'CAD',
  NZ: 'NZD',
  S: 'SGD',
  SG: 'SGD',
  R: 'BRL',
  MX: 'MXN',
  MEX: 'MXN',
  BZ: 'BZD',
  J: 'JMD',
  TT: 'TTD',
  T: 'TOP',
  B: 'BND',
  FJ: 'FJD',
  BD: 'BBD',
  RD: 'DOP',
  MOP: 'MOP',
  CUC: 'CUC',
  CLP: 'CLP',
  COP: 'COP',
  ARS: 'ARS',
};

/** Signs and names, the more telling first. */
const SIGNS: [RegExp, string][] = [
  [/\$\s?U\b/, 'UYU'],
  [/€/, 'EUR'],
  [/£/, 'GBP'],
  [/CN\s?[¥￥]|人民币|元/, 'CNY'],
  [/港[币幣]/, 'HKD'],
  [/[新臺台][币幣]/, 'TWD'],
  [/円|JP\s?[¥￥]/, 'JPY'],
  [/₩|원/, 'KRW'],
  [/₹|\bRs\b\.?/i, 'INR'],
  [/₽|руб|(?:^|[\d\s])[рР]\.?(?![\p{L}])/u, 'RUB'],
  [/₸|тг/i, 'KZT'],
  [/₴|грн/i, 'UAH'],
  [/zł/i, 'PLN'],
  [/Kč/i, 'CZK'],
  [/₺|\bTL\b/, 'TRY'],
  [/\blei\b/i, 'RON'],
  [/\bkn\b/i, 'HRK'],
  [/Ft\b/, 'HUF'],
  [/лв/i, 'BGN'],
  [/₫|đ(?!\p{L})/u, 'VND'],
  [/฿/, 'THB'],
  [/₪/, 'ILS'],
  [/\bRp\b/, 'IDR'],
  [/\bRM(?=\b|\d)/, 'MYR'],
  [/₱/, 'PHP'],
  [/₦/, 'NGN'],
  [/GH\s?₵/, 'GHS'],
  [/₡/, 'CRC'],
  [/₲/, 'PYG'],
  [/₾/, 'GEL'],
  [/֏/, 'AMD'],
  [/₼/, 'AZN'],
  [/₮/, 'MNT'],
  [/؋/, 'AFN'],
  [/ریال|﷼/, 'IRR'],
  [/ریال سعودی|ر\.?\s?س|﷼ ?سعودی/, 'SAR'],
  [/درهم|د\.?\s?إ/, 'AED'],
  [/جنيه|ج\.?\s?م/, 'EGP'],
  [/\bF?CFA\b/, 'XOF'],
  [/\bKD\b|د\.?\s?ك/, 'KWD'],
  [/\bdin(?:ara)?\b/i, 'RSD'],
  [/\bkr\b/i, 'SEK'],
  [/\bR\s?(?=\d)/, 'ZAR'],
];

/** What a sign of several currencies means in a country. */
const LOCAL: [RegExp, Record<string, string>][] = [
  [/\$/, { AU: 'AUD', CA: 'CAD', HK: 'HKD', TW: 'TWD', SG: 'SGD', NZ: 'NZD', MX: 'MXN', BN: 'BND' }],
  [/元/, { TW: 'TWD', HK: 'HKD' }],
  [/[¥￥]/, { JP: 'JPY', CN: 'CNY' }],
  [/\bkr\b/i, { SE: 'SEK', NO: 'NOK', DK: 'DKK', IS: 'ISK' }],
];

/**
 * ISO 4217 for what stands beside an amount. A bare sign is decided by the page's language and country (`en-AU`): ¥ is
 * CNY but in Japanese, $ is USD but where a country has dollars of its own.
 */
export function parseCurrency(text: string, language?: string | null): string | null {
  const bare = text.trim().slice(0, 200);
  if (bare === '') return null;
  if (/^[A-Z]{3}$/.test(bare)) return bare === 'RMB' ? 'CNY' : bare === 'RUR' ? 'RUB' : bare;
  const dollars = /(?<![A-Za-z])([A-Z]{1,3})\s?\$/i.exec(bare)?.[1]?.toUpperCase();
  if (dollars !== undefined && dollars in DOLLARS) return DOLLARS[dollars]!;
  const code = isoCode(bare);
  if (code !== null) return code;
  const country = /-([A-Z]{2})$/.exec(language ?? '')?.[1] ?? '';
  const local = LOCAL.find(([form]) => form.test(bare))?.[1][country];
  if (local !== undefined) return local;
  const sign = SIGNS.find(([form]) => form.test(bare));
  if (sign) return sign[1];
  if (/[¥￥]/.test(bare)) return language?.startsWith('ja') ? 'JPY' : 'CNY';
  return bare.includes('$') ? 'USD' : null;
}

function isoCode(text: string): string | null {
  for (const { 1: code, index } of text.matchAll(/(?<![A-Za-z])([A-Z]{3})(?![A-Za-z])/g))
    if (ISO.has(code!) && (!WORDS.has(code!) || /\d\s*$/.test(text.slice(0, index)))) return code!;
  const small = SMALL.exec(text)?.[1]?.toUpperCase();
  return small === undefined ? null : small === 'RMB' ? 'CNY' : small;
}
