/**
 * Numbers that lead to a person: phones, cards, identity numbers, IBANs, IPs. A run of digits is judged by its form,
 * its check digits and the words beside it; prices, sizes, dates, style numbers and EAN codes stay.
 */
const RUN =
  /(?<![A-Za-z0-9_])(?:\+|\(\+?|（)?\d(?:[ \u00a0.()（）\-/\u2010-\u2015]{0,2}\d)*(?:\s?(?:ext|x|转|轉|分机)\.?\s?\d{1,5})?(?![A-Za-z0-9_%])/g;

const PHONE_WORD =
  /(?:\btel\b|telephone|\bph\b|phone|\bcall(?:ed|ing)?\b|\bmob(?:ile)?\b|\bcell\b|\bfax\b|whats\s?app|\btext (?:me|us) at\b|\bdial\b|\bring\b|[☎📞📱]|电话|電話|手机|手機|致电|致電|热线|熱線|拨打|撥打|座机|联系|聯繫|联络|聯絡|传真|傳真)[^0-9\n]{0,14}$/iu;
const KEEP_WORD =
  /(?:\bsku|\bstyles?|\bref|\bitem|\bmodel|\bart(?:icle)?|\bproduct|\bcode|\bean|\bgtin|\bupc|\bisbn|barcode|款号|款號|货号|貨號|型号|型號|条码|條碼|尺码|尺寸|\bsizes?)(?: (?:no|number|id))?[^0-9\p{L}\n]{0,6}$/iu;
const MONEY_BEFORE = /(?:[$€£¥￥]|\b(?:rmb|usd|cny|hkd|gbp|eur|twd|jpy))\s?$/i;
const MEASURE_AFTER =
  /^\s?(?:cm|mm|kg|gsm|g\b|ml|元|块|塊|円|usd|eur|gbp|rmb|克|米|人|次|件|万|likes?\b|views?\b)/i;
const CARD_WORD =
  /(?:\bcard\b(?! holder)|卡号|卡號|银行卡|銀行卡|信用卡|账号|帳號|账户|\baccount(?: no\.?| number)?)[^0-9\n]{0,12}$/i;
const ID_WORD = /(?:身份证|身份證|证件|證件|\bid card|\bnational id)[^0-9\n]{0,8}$/i;
const QQ_WORD = /(?:^|[^a-z])qq(?:群|号|號)?[^0-9\n]{0,6}$/i;
const IP_WORD = /\bip\b[^0-9\n]{0,12}$/i;

/** Ten digits in a row that begin so are also a clothes chain's article numbers: Chinese beside them decides. */
const TAIWAN_MOBILE = /^09\d{8}$/;
const HAN_BEFORE = /\p{Script=Han}[\s:：]?$/u;
const HAN_AFTER = /^\s?\p{Script=Han}/u;

const DATE =
  /^(?:(?:19|20)\d\d[-/. ]?(?:0?[1-9]|1[0-2])(?:[-/. ]?(?:0?[1-9]|[12]\d|3[01]))?|(?:0?[1-9]|[12]\d|3[01])[-/. ](?:0?[1-9]|[12]\d|3[01])[-/. ](?:19|20)?\d\d|(?:19|20)\d\d ?[-/\u2010-\u2015 ] ?(?:19|20)?\d\d)$/;

/** Forms that say by themselves what they are: international, CN, TW, HK with its code, NANP, UK, AU, FR, JP, DE. */
const PHONE_FORMS = [
  '\\+\\(?[1-9]\\d{0,2}\\)?(?:[ .\\-()/\\u00a0]{0,3}\\d){6,13}',
  '00[1-9]\\d{1,2}[ -](?:\\d[ -]?){6,10}\\d',
  '(?:86[ -]?)?1[3-9]\\d[ -]?\\d{4}[ -]?\\d{4}',
  '[(（]0\\d{1,4}[)）][ -]?\\d{3,4}[ -]?\\d{3,5}',
  '0\\d{2,3}[ -]\\d{3,4}[ -]?\\d{4}',
  '0\\d{2,4}[ /-]\\d{6,8}',
  '[48]00[ -]\\d{3}[ -]?\\d{4}|[48]00[ -]\\d{4}[ -]\\d{3}',
  '(?:1[-. ])?(?:\\([2-9]\\d{2}\\)[ -]?|[2-9]\\d{2}[-. ])[2-9]\\d{2}[-. ]\\d{4}',
  '07\\d{3}[ -]?\\d{3}[ -]?\\d{3}',
  '0\\d{3}[ -]\\d{3}[ -]\\d{3,4}',
  '09\\d{2}[- ]?\\d{3}[- ]?\\d{3}',
  '0\\d[- ]\\d{3,4}[- ]\\d{4}',
  '0[1-9](?:[ .-]\\d{2}){4}',
  '852[ -][2-9]\\d{3}[ -]?\\d{4}',
].join('|');
const PHONE = new RegExp(`(?<![\\d.])(?:${PHONE_FORMS})(?!\\d)`, 'g');
const LEAST_LABELLED_DIGITS = 7;
/** Characters on each side that may say what a number is. */
const BESIDE = 32;

/** Luhn's check (ISO/IEC 7812-1, annex B). */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const twice = digit * 2;
    sum += i % 2 === 0 ? digit : twice > 9 ? twice - 9 : twice;
  }
  return sum % 10 === 0;
}

/** Prefixes and lengths that card schemes use; other numbers that pass Luhn by chance stay. */
const CARD =
  /^(?:4\d{15}(?:\d{3})?|5[1-5]\d{14}|2[2-7]\d{14}|6[0-5]\d{14,17}|3[47]\d{13}|3[068]\d{12}|35\d{14})$/;

const isCard = (digits: string): boolean => CARD.test(digits) && passesLuhn(digits);

function judge(run: string, before: string, after: string): string | null {
  const digits = run.replaceAll(/\D/g, '');
  if (digits.length < 5) return null;
  if (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(run)) return judgeIp(run, before);
  if (MONEY_BEFORE.test(before)) return run;
  if (digits.length < 20 && (isCard(digits) || (digits.length >= 8 && CARD_WORD.test(before))))
    return '[card]';
  if (ID_WORD.test(before) && digits.length >= 7) return '[id]';
  if (QQ_WORD.test(before) && digits.length <= 11) return '[id]';
  if (DATE.test(run)) return run;
  if (TAIWAN_MOBILE.test(run) && !PHONE_WORD.test(before))
    return HAN_BEFORE.test(before) || HAN_AFTER.test(after) ? '[phone]' : run;
  const phoneWord = PHONE_WORD.test(before) && digits.length >= LEAST_LABELLED_DIGITS;
  if (phoneWord && digits.length <= 15) return '[phone]';
  return KEEP_WORD.test(before) || MEASURE_AFTER.test(after) ? run : null;
}

/** Four small numbers with dots may be a version or sizes. */
function judgeIp(run: string, before: string): string {
  const parts = run.split('.').map(Number);
  const address = parts.every((part) => part <= 255) && (Math.max(...parts) > 60 || IP_WORD.test(before));
  return address ? '[ip]' : run;
}

const CHINESE_ID = /(?<![0-9A-Za-z])\d{6}[ -]?(?:18|19|20)\d{6}[ -]?\d{3}[\dXx](?![0-9A-Za-z])/g;
const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** GB 11643-1999: ISO 7064 MOD 11-2 over 17 digits. */
function isChineseId(written: string): boolean {
  const id = written.replaceAll(/[ -]/g, '').toUpperCase();
  const month = Number(id.slice(10, 12));
  const day = Number(id.slice(12, 14));
  if (month < 1 || month > 12 || day < 1 || day > 31) return false;
  const sum = ID_WEIGHTS.reduce((total, weight, i) => total + weight * Number(id[i]), 0);
  return '10X98765432'[sum % 11] === id[17];
}

const IBAN = /(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])/g;

/** ISO 13616: MOD 97-10. */
function isIban(written: string): boolean {
  const iban = written.replaceAll(' ', '');
  let rest = 0;
  for (const sign of iban.slice(4) + iban.slice(0, 4))
    for (const digit of String(parseInt(sign, 36))) rest = (rest * 10 + Number(digit)) % 97;
  return iban.length >= 15 && rest === 1;
}

const HKID = /(?<![A-Za-z0-9])[A-Z]{1,2}\d{6}[(（][0-9A][)）]/g;
const IPV6 = /(?<![\w:.])(?=(?:[0-9a-f]*:){3})(?:[0-9a-f]{1,4}:{1,2}){2,7}[0-9a-f]{1,4}(?![\w:])/gi;

/** A clock time such as 12:30:45 is written with decimal digits alone. */
const isIpv6 = (written: string): boolean =>
  /::|[a-f]/i.test(written) && !/^[a-f]+(?::[a-f]+)+$/i.test(written);

/** Takes numbers out that lead to a person; needs at least five digits in the text to be called for. */
export function stripNumbers(text: string): string {
  let out = text;
  if (/\d{6}/.test(out))
    out = out
      .replaceAll(CHINESE_ID, (found) => (isChineseId(found) ? '[id]' : found))
      .replaceAll(HKID, '[id]');
  if (/[A-Z]{2}\d\d/.test(out)) out = out.replaceAll(IBAN, (found) => (isIban(found) ? '[account]' : found));
  if (/[0-9a-f]::?[0-9a-f]/i.test(out))
    out = out.replaceAll(IPV6, (found) => (isIpv6(found) ? '[ip]' : found));
  return out.replaceAll(RUN, (run, offset: number, whole: string) => {
    if (run.length < 5) return run;
    const before = whole.slice(Math.max(0, offset - BESIDE), offset);
    const after = whole.slice(offset + run.length, offset + run.length + BESIDE);
    return judge(run, before, after) ?? run.replaceAll(PHONE, '[phone]');
  });
}
