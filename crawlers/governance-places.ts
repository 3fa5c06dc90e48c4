/**
 * Postal addresses in both languages. A street alone stays (Savile Row, 淮海路); a house goes with what follows it.
 */
const WAY =
  '(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Place|Pl|Square|Sq|Terrace|Way|Close|Crescent|Gardens|Mews|Row|Walk|Hill|Grove|Parkway|Pkwy|Highway|Hwy)';
const HOUSE = '\\d{1,5}[A-Za-z]?(?:[-/]\\d{1,4})?';
const UK_POSTCODE = '[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2}';
const US_STATE_ZIP = '[A-Z]{2},? \\d{5}(?:-\\d{4})?';
const UNIT = '(?:Flat|Apt\\.?|Apartment|Suite|Ste\\.?|Unit|Floor|#) ?\\d{1,5}[A-Za-z]?';
const STREET = `${HOUSE} (?:[A-Z][\\w'’.]{0,24} ){1,4}?${WAY}\\b\\.?(?! (?:[Ss]tyle|[Ww]ear|[Ff]ashion|[Ll]ook|[Ss]nap))`;
const TAIL = `(?:,? ${UNIT})?(?:,? [A-Z][\\w'’.-]{1,24}){0,4}`;

/** With a postcode, a state and ZIP, or a flat. */
const FULL_STREET = new RegExp(
  `(?<![\\w$£€])(?:${UNIT},? )?${STREET}(?:${TAIL},? (?:${UK_POSTCODE}|${US_STATE_ZIP})\\b|,? ${UNIT}\\b)`,
  'g',
);
/** Without them, words before it have to say that somebody lives or receives there. */
const NAMED_STREET = new RegExp(
  `((?:\\baddress(?: is)?|\\blives? (?:at|on)|\\bliving at|\\bdeliver(?:ed|y)? to|\\b(?:ship(?:ped)?|sent|send|mail(?:ed)?)(?: it| them| this)? to)[:\\s]{1,3})(?:${UNIT},? )?${STREET}${TAIL}`,
  'g',
);
const PO_BOX = new RegExp(
  `\\bP\\.? ?O\\.? ?Box \\d{1,7}(?:${TAIL},? (?:${UK_POSTCODE}|${US_STATE_ZIP}))?`,
  'gi',
);

const HAN = '\\p{Script=Han}';
const N = '[0-9０-９一二三四五六七八九十百]{1,5}';
const REGION = `(?:${HAN}{2,8}?(?:省|自治区|自治區|特别行政区|特別行政區))?(?:${HAN}{2,6}?(?:市|自治州))?(?:${HAN}{1,6}?(?:区|區|县|縣))?(?:${HAN}{1,6}?(?:街道|镇|鎮|乡|鄉|园|園))?`;
const WITHIN = `(?:[-\\s,，]?(?:${N}|[A-Za-z]\\d{0,3}|${HAN}{0,6}?${N})(?:号楼|號樓|院|栋|棟|幢|座|单元|單元|层|層|楼|樓|室|房|户|戶|号|號|弄|之\\d{1,2})){0,5}(?:[A-Za-z]?座)?(?:\\d{2,5}(?:室|房)?)?`;
const CHINESE_STREET = new RegExp(
  `(?:${REGION})(${HAN}{1,6}?(?:大道|大街|公路|路|街|道|巷|弄|胡同|里)(?:[东西南北中東]?段|[一二三四五六七八九]段|[东西南北中東])?)(?:\\d{1,5}弄)?\\d{1,5}(?:号|號|弄)(?!色|码|碼|款|链|鏈|尺|球|线|線|店|造|的)${WITHIN}`,
  'gu',
);
/** A housing estate with a building and a flat. */
const CHINESE_ESTATE = new RegExp(
  `${HAN}{2,10}?(?:小区|小區|花园|花園|公寓|苑|大厦|大廈|新村|家园|家園|府|城|村|区|區|园|園)\\d{1,3}(?:号楼|號樓|栋|棟|幢|座)(?:\\d{1,2}(?:单元|單元))?\\d{2,4}(?:室|房|户|戶)?`,
  'gu',
);
/** Words that end like a street and are none. */
const NO_STREET =
  /(?:走|上|一|思|套|网|網|赶|趕|半|门|門|出|逛|潮流|味|知|频|頻|报|報|渠|难|難|地|厚|力|轨|軌|这条|這條)(?:路|街|道)$/;

export function stripPlaces(text: string): string {
  let out = text;
  if (/\d[A-Za-z]? [A-Z]/.test(out))
    out = out.replaceAll(FULL_STREET, '[address]').replaceAll(NAMED_STREET, '$1[address]');
  if (/box/i.test(out)) out = out.replaceAll(PO_BOX, '[address]');
  if (/\d[号號弄栋棟幢]/.test(out))
    out = out
      .replaceAll(CHINESE_STREET, (found, street: string) => (NO_STREET.test(street) ? found : '[address]'))
      .replaceAll(CHINESE_ESTATE, '[address]');
  return out;
}
