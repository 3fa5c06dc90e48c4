/**
 * Names people sign reviews, posts and comments with. Only where the place says that it is a name: after a dash at
 * the end, after a closing word, after "my name is" or 我叫 with a surname. Names of brands and designers stay.
 */
const GIVEN = "[A-Z][a-z'’]{1,15}";
/** Blank lines and indents between a text and who signs it; bounded, for a text may be blank for pages. */
const GAP = '\\s{0,20}';
/** What follows a dash at the end of a review without being a name. */
const NO_NAME =
  /\b(?:not|so|very|love|great|good|nice|happy|small|medium|large|black|white|navy|blue|red|green|pink|brown|grey|gray|beige|cream|linen|cotton|silk|wool|denim|leather|dress|coat|shirt|jeans|size|fit|true|perfect|beautiful|recommend|thanks|highly|the|and|for|but|with|this|it|yes|no|disappointed|unhappy|beware|avoid|amazing|excellent|poor|bad|ok|okay|update|edit|pros|cons|long|short|petite|tall|xs|xl)\b/i;
const SIGNED_OFF = new RegExp(
  `((?:^|[.!?…。！？\\n])${GAP}[—–~-]{1,2}\\s?)(${GIVEN}(?: (?:${GIVEN}|[A-Z]\\.?))?)((?:,\\s${GIVEN})?${GAP}[.!]?)$`,
);
const CLOSING = new RegExp(
  `(\\b(?:Thanks|Thank you|Regards|Best|Best regards|Kind regards|Love|Cheers|Sincerely|Yours truly|Yours)[,!]${GAP})(${GIVEN}(?: (?:${GIVEN}|[A-Z]\\.?))?)(${GAP}[.!x]{0,4})$`,
);
const INTRODUCED = new RegExp(`(\\b[Mm]y name is |\\b[Mm]y name's )(${GIVEN}(?: ${GIVEN})?)`, 'g');

/** The hundred commonest surnames; 高, 平 and their like begin other words too, so more than a surname is asked for. */
const SURNAME =
  '[王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林罗羅郑鄭梁谢謝宋唐许許邓鄧冯馮韩韓曹曾彭萧蕭蔡潘田董袁于余叶葉蒋蔣杜苏蘇魏程吕呂丁沈任姚卢盧傅钟鐘姜崔谭譚廖范汪陆陸金石戴贾賈韦韋夏邱方侯邹鄒熊孟秦白江阎閻薛尹段雷黎史龙龍陶贺賀顾顧毛郝龚龔邵万萬钱錢严嚴武莫孔向汤湯]';
const TITLED = new RegExp(
  `((?:本人|我是|我叫|联系人|收货人|收件人)[:：]?\\s?)${SURNAME}(?:先生|女士|小姐|太太)`,
  'gu',
);
const CALLED = new RegExp(
  `((?:我叫|我的名字叫|我名叫)\\s?)${SURNAME}\\p{Script=Han}{1,2}(?=$|[\\s,，。.!！?？;；、~～])`,
  'gu',
);
const LABELLED = new RegExp(
  `((?:收货人|收貨人|收件人|联系人|聯絡人|姓名|署名|落款)\\s?[:：]\\s?)${SURNAME}\\p{Script=Han}{1,2}(?=$|[^\\p{Script=Han}])`,
  'gu',
);
const LABELLED_ENGLISH = new RegExp(
  `((?:\\bRecipient|\\bShip to|\\bFull name|\\bSigned)\\s?:\\s?)${GIVEN}(?: ${GIVEN})?`,
  'g',
);

const SIGNED_TITLED = new RegExp(`([—–~-]{1,2}\\s?)${SURNAME}(?:先生|女士|小姐|太太)(?=${GAP}[。.]?$)`, 'u');

export function stripSignatures(text: string): string {
  const signed = (found: string, before: string, name: string, after: string): string =>
    NO_NAME.test(name) ? found : `${before}[name]${after}`;
  const body = text.trimEnd();
  const clean = body
    .replace(SIGNED_OFF, signed)
    .replace(CLOSING, signed)
    .replace(SIGNED_TITLED, '$1[name]')
    .replaceAll(INTRODUCED, '$1[name]')
    .replaceAll(TITLED, '$1[name]')
    .replaceAll(CALLED, '$1[name]')
    .replaceAll(LABELLED, '$1[name]')
    .replaceAll(LABELLED_ENGLISH, '$1[name]');
  return clean + text.slice(body.length);
}
