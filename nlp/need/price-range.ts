import type { PriceRange } from '../../core/item-reader.ts';

const NUMBER = '(\\d{1,6}(?:[.,]\\d{1,3})?|[一二两三四五六七八九]?[百千万](?:[一二两三四五六七八九][百千])?)';
const SIGN = '([$£€¥￥]|rmb|usd|gbp|eur|cny)?\\s?';
const UNIT =
  '\\s?(元|块钱?|塊錢?|人民币|rmb|cny|美元|美金|dollars?|bucks|usd|英镑|pounds?|quid|gbp|欧元|euros?|eur)?';
const AMOUNT = `${SIGN}${NUMBER}${UNIT}`;

const BETWEEN = new RegExp(`${AMOUNT}\\s?(?:-|–|—|~|～|to|and|到|至)\\s?${AMOUNT}`, 'i');
const AT_MOST_BEFORE = new RegExp(
  `(?:under|below|less than|up to|at most|no more than|not over|cheaper than|max(?:imum)?(?: of)?|within|budget(?: of| is)?:?|预算(?:是|在)?|不超过|不要超过|低于|少于|最多|控制在)\\s?${AMOUNT}`,
  'i',
);
const AT_MOST_AFTER = new RegExp(
  `${AMOUNT}\\s?(?:以内|以下|之内|之下|封顶|内|or less|or under|or cheaper|max\\b|tops\\b)`,
  'i',
);
const ABOUT = new RegExp(
  `(?:around|about|roughly|大概|大约|差不多)\\s?${AMOUNT}|${AMOUNT}\\s?(?:左右|上下|ish\\b)`,
  'i',
);
const AT_LEAST = new RegExp(
  `(?:over|above|more than|at least|from|超过|高于|至少)\\s?${AMOUNT}|${AMOUNT}\\s?(?:以上|起|or more|and up)`,
  'i',
);

const CURRENCIES: [RegExp, string][] = [
  [/^(?:\$|usd|美元|美金|dollars?|bucks)$/i, 'USD'],
  [/^(?:£|gbp|英镑|pounds?|quid)$/i, 'GBP'],
  [/^(?:€|eur|欧元|euros?)$/i, 'EUR'],
  [/^(?:¥|￥|rmb|cny|元|块钱?|塊錢?|人民币)$/i, 'CNY'],
];
/** "About" 200 is 160 to 240. */
const ABOUT_SHARE = 0.2;

interface Amount {
  value: number;
  currency: string | null;
}

/** What a wish may cost; null where nothing is said. A bare English number needs a currency ("under 30" is an age). */
export function readPriceRange(text: string): PriceRange | null {
  const [low, high] = amountsOf(BETWEEN.exec(text));
  const currency = low?.currency ?? high?.currency ?? null;
  if (low && high && currency !== null && low.value < high.value)
    return { min: low.value, max: high.value, currency };
  const most = said(AT_MOST_AFTER, text) ?? said(AT_MOST_BEFORE, text);
  if (most) return { min: null, max: most.value, currency: most.currency };
  const about = said(ABOUT, text);
  if (about?.currency)
    return {
      min: round(about.value * (1 - ABOUT_SHARE)),
      max: round(about.value * (1 + ABOUT_SHARE)),
      currency: about.currency,
    };
  const least = said(AT_LEAST, text);
  return least?.currency ? { min: least.value, max: null, currency: least.currency } : null;
}

function said(pattern: RegExp, text: string): Amount | null {
  const found = pattern.exec(text);
  const [amount] = amountsOf(found);
  if (found === null || amount === undefined) return null;
  return amount.currency !== null || /[\u3400-\u9fff]|budget/i.test(found[0]) ? amount : null;
}

/** Sign, number and unit stand in groups of three. */
function amountsOf(found: RegExpExecArray | null): Amount[] {
  const amounts: Amount[] = [];
  const groups = found ?? [];
  for (let at = 1; at + 2 < groups.length; at += 3) {
    const value = groups[at + 1] === undefined ? Number.NaN : numberOf(groups[at + 1] ?? '');
    if (!Number.isNaN(value)) amounts.push({ value, currency: currencyOf(groups[at] ?? groups[at + 2]) });
  }
  return amounts;
}

function currencyOf(word: string | undefined): string | null {
  return CURRENCIES.find(([pattern]) => pattern.test(word ?? ''))?.[1] ?? null;
}

const DIGITS = '零一二三四五六七八九';
const TENS: Record<string, number> = { 百: 100, 千: 1_000, 万: 10_000 };

/** 300, 1,299 and 五百, 一千二百. */
function numberOf(written: string): number {
  if (/^\d/.test(written)) return Number(written.replace(/,(?=\d{3})/g, '').replace(',', '.'));
  let sum = 0;
  for (const [, digit, unit] of written.matchAll(/([一二两三四五六七八九]?)([百千万])/g))
    sum +=
      (digit === '' || digit === undefined ? 1 : digit === '两' ? 2 : DIGITS.indexOf(digit)) *
      (TENS[unit ?? ''] ?? 1);
  return sum === 0 ? Number.NaN : sum;
}

const round = (value: number): number => Math.round(value * 100) / 100;
