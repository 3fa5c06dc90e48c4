/**
 * A second look, with other eyes than the filter's: what it may have missed because it was written to be missed.
 * Looser than the filter, so one hit proves little; a source with many has to be looked at by a person.
 */
const NUMERALS: Record<string, string> = {};
for (const [digit, signs] of [
  '零〇洞',
  '一壹幺',
  '二贰兩两',
  '三叁',
  '四肆',
  '五伍',
  '六陆',
  '七柒拐',
  '八捌',
  '九玖',
].entries())
  for (const sign of signs) NUMERALS[sign] = String(digit);
const NUMERAL = new RegExp(`[${Object.keys(NUMERALS).join('')}]`, 'g');
const BETWEEN_DIGITS = /(?<=\d)(?:[\s._*·~-]|\u20e3|\ufe0f){1,3}(?=\d)/g;

const MOBILE = /(?<!\d)1[3-9]\d{9}(?!\d)/;
/** Two characters before the @ say as much as sixty; more would be tried anew from each of them. */
const EMAIL = /[\w.+-]{2}\s?@\s?[\w-]{2,}\s?\.\s?[a-z]{2}/i;
const CALL_ME =
  /(?:\b(?:tel|phone|whatsapp|call me|text me)|电话|手机|微信|電話|手機)[^\d\n]{0,12}\+?\d(?:[\s().-]{0,2}\d){7,}/i;
const IDENTITY = /(?<!\d)[1-8]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dx](?!\d)/i;

export function holdsPersonal(text: string): boolean {
  if (EMAIL.test(text) || CALL_ME.test(text)) return true;
  if (!/[0-9０-９零〇一二三四五六七八九幺壹]/.test(text)) return false;
  const plain = text
    .normalize('NFKC')
    .replaceAll(NUMERAL, (sign) => NUMERALS[sign] ?? sign)
    .replaceAll(BETWEEN_DIGITS, '');
  return MOBILE.test(plain) || IDENTITY.test(plain);
}
