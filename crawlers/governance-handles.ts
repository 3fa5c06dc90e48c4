import { keyedHash } from '../core/hash.ts';

/**
 * What names an account: handles, e-mails (also written around the @), ids of messengers, order and parcel numbers,
 * profile addresses. Handles stay linkable within one installation by their keyed hash; the rest does not stay.
 */
const FEDIVERSE = /(?<![\w/])@([\w.-]{1,64})@([\w-]+(?:\.[\w-]+)+)/g;
const EMAIL = /(?<![\w.%+-])[\w.%+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.[a-z]{2,24}/gi;
const TLD = '(?:com|net|org|co|edu|gov|io|me|cn|hk|tw|uk|us|eu|fr|de|jp|ca|au|info|shop)';
const SPELT_EMAIL = new RegExp(
  `(?<![\\w.%+-])[a-z0-9][\\w.%+-]{1,40}(?:` +
    `\\s?(?:[\\[({<]\\s?(?:at|@)\\s?[\\])}>]|艾特|圈a)\\s?[\\w-]{1,40}(?:\\s?(?:[\\[({<]?(?:dot|\\.)[\\])}>]?|点|點)\\s?${TLD}){1,2}` +
    `|\\sat\\s[\\w-]{2,40}(?:\\s(?:dot|\\[dot\\]|\\(dot\\))\\s?${TLD}){1,2}` +
    `|#(?:qq|163|126|gmail|sina|sohu|139|hotmail|outlook|foxmail|yahoo)(?:\\.|点|點)${TLD})(?![a-z])`,
  'gi',
);
const HANDLE = /(?<![\w/.])@([\p{L}\p{N}_][\p{L}\p{N}_.·-]{0,38}[\p{L}\p{N}_])/gu;

/** Names of messengers and networks before an id; a bare word after them ("WeChat stores") is no id. */
const NETWORK =
  '微信|加v|加微|v信|薇信|威信|vx|wechat|wx|qq|telegram|tg|kakao(?:talk)?|snapchat|instagram|twitter|tiktok|抖音|小红书|小紅書|微博|快手|闲鱼|line|snap|signal|ig|ins';
/** Words that begin other sentences too: what follows must look like an id ("line: notes" does not). */
const LIKE_AN_ID = '(?:(?<!(?:line|snap|signal|ig|ins)\\s?[:：=]\\s?@?)|(?=[\\w.-]*[\\d_]|\\w+\\.\\w))';
const ACCOUNT = new RegExp(
  `(?<![a-z-])((?:${NETWORK})\\s?(?:号|號|id|群)?\\s?(?:[:：=]|是|➕)\\s?@?|(?:${NETWORK})\\s?(?:号|號|id|群)\\s?)${LIKE_AN_ID}([a-z0-9][\\w.-]{3,29})(?![a-z0-9])`,
  'gi',
);
const ACCOUNT_WITH_DIGITS = new RegExp(
  `(?<![a-z-])((?:${NETWORK})\\s)((?=[\\w.-]*[a-z])(?=[\\w.-]*[\\d_])[a-z0-9][\\w.-]{4,29})(?![a-z0-9])`,
  'gi',
);
const PASSPORT =
  /((?:passport|护照|護照)\s?(?:no\.?|number|号|號|号码)?\s?[:：#]?\s?)([a-z]{1,2}\d{6,9})\b/gi;

const ORDER = new RegExp(
  '((?:\\b(?:order|tracking|parcel|shipment|consignment)\\s?(?:no\\.?|number|num|id|code|#|№)(?:\\s(?:is|was))?\\s?[:：#]?' +
    '|\\border\\s?#|(?:订单|訂單|快递|快遞|运单|運單|物流)(?:编?号|編?號|单号|單號)?\\s?[:：#]|(?:订单|訂單|快递单|快遞單|运单|運單|物流单|单)[号號]\\s?[:：]?)\\s?)' +
    '((?=(?:[a-z-]*\\d){4})[a-z0-9][a-z0-9-]{4,34})',
  'gi',
);
/** Forms of carriers: UPS, SF, YTO and other Chinese ones, and UPU S10. */
const PARCEL =
  /(?<![A-Za-z0-9])(?:1Z[0-9A-Z]{16}|(?:SF|YT|JT|JD|ZT|STO|EMS)\d{10,15}|[A-Z]{2}\d{9}[A-Z]{2})(?![A-Za-z0-9])/g;

const linkable = (hashKey: string, name: string): string => `@${keyedHash(hashKey, name).slice(0, 8)}`;

/** A run of digits after @ is a price or an hour. */
const isHandle = (name: string): boolean => !/^\d{1,4}$/.test(name);

export function stripHandles(text: string, hashKey: string): string {
  return text
    .replaceAll(FEDIVERSE, (_, name: string, host: string) => linkable(hashKey, `${name}@${host}`))
    .replaceAll(EMAIL, '[email]')
    .replaceAll(HANDLE, (found, name: string) => (isHandle(name) ? linkable(hashKey, name) : found));
}

/** The dear pattern is tried only where one of its cheap signs stands. */
const SPELT =
  /\sdot\s|[[({<]\s?(?:at|@|dot)\b|艾特|圈a|#(?:qq|163|126|gmail|sina|sohu|139|hotmail|outlook|foxmail|yahoo)/i;

export const stripSpeltEmails = (text: string): string =>
  SPELT.test(text) ? text.replaceAll(SPELT_EMAIL, '[email]') : text;

/** As a word of its own, or before the `id` of an account: one look instead of two dear ones ("linen" is no "line"). */
const ANY_NETWORK = new RegExp(`(?<![a-z-])(?:${NETWORK})(?:(?![a-z])|id)`, 'i');

export function stripAccounts(text: string): string {
  let out = text;
  if (/\d{4}/.test(out))
    out = out.replaceAll(PARCEL, '[order]').replaceAll(ORDER, '$1[order]').replaceAll(PASSPORT, '$1[id]');
  if (ANY_NETWORK.test(out))
    out = out.replaceAll(ACCOUNT, '$1[id]').replaceAll(ACCOUNT_WITH_DIGITS, '$1[id]');
  return out;
}
