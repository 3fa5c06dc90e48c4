const LOOK_BACK = 16;

/** What may stand between a word of negation or comparison and the thing: degree, kind, opening quotes. */
const FILLERS =
  '(?:很|太|那么|那种|那些|这种|特别|什么|任何|多余的?|过多的?|过于|了|是|有|所谓的?|传统的?|单纯的?|普通的?|一般的?|常规的?|以往的?|' +
  '以前的?|之前的?|去年的?|平时的?|其他的?|别的|同类的?|市面上的?|一件|一条|一颗|一只|一粒|一片|一丝|一点|一味|过往的?|過往的?|会|再|怎么|的|是个|非常|十分|[“”"‘’\'「」『』]){0,3}$';

const NEGATION = new RegExp(
  '(?:(?<![是差要好])不(?:是|要|用|算|太|够|会|想|需要|像|再|如)?(?:穿|戴|买|选)?|不(?:许|准|让|得)(?:穿|戴)|禁止(?:穿|戴)?|(?<!有)没有?(?:穿|戴|买|选)?|无|并非|而非|绝非|毫无|避免|拒绝|取代|起不到|' +
    '代替|替代|告别|摒弃|抛弃|舍弃|弃用|取消|去掉|(?<![特个区分性级])别再?(?:穿|戴|买|选|囤|碰|入|搭))' +
    FILLERS,
);
/** Not before 传统的 and the like: what differs from the usual suit is a suit. */
const DIFFERENT = /(?:不同于|有别于|区别于)(?:以往的?|以前的?|那些|其他的?|别的|[“”"‘’「」『』]){0,2}$/;
/** 口袋都没有, but 裤子也没有口袋 is of trousers that are there. */
const AFTER =
  /^(?:什么的?|之类的?)?(?:都|也)(?:没有?|不是|不算|不要)(?:了|啦|[^\u3400-\u9fff]|$|(?:出现|看到|看见|找到|带|穿|戴|买))/;
const LINK = /^(?:和|或|或者|、|以及|及|与|也?没有)$/;

/** What something equals or beats is named, not shown: 堪比羊绒, 比起阔腿裤. */
const STANDARD = new RegExp(
  '(?:比起|相比于?|相较于?|较之|与其(?:穿|买|选)?|堪比|媲美|不输给?|不亚于|不逊于|不逊色于|胜过|赛过|好过)' +
    FILLERS,
);
/** 比黑色更显白: 比 itself, where a comparison follows in the same clause. */
const THAN = new RegExp('(?<![对相性占无正反评攀好堪分])比' + FILLERS);
const THAN_AFTER =
  /^[^，。！？；,.!?;]{0,6}?(?:更|还|要|来得|好|多|强|贵|便宜|显|耐|厚|薄|轻|软|差|低|高|大|小|长|短|舒服|百搭)/;
/** 如丝绸般顺滑, 像风衣一样: a likeness, which the thing itself is not. */
const LIKE = /(?:像|如|似|好似|犹如|宛如|宛若|仿佛|如同)(?:是|穿了?|一件|一条|一块|[“”"‘’「」『』])?$/;
const LIKE_AFTER = /^(?:面料|材质|质地|手感)?(?:一样|一般(?!般)|般|似的|那样|那般|那么|这样|这般)/;

/**
 * Whether a Chinese mention is named without being there: negated directly before or after it or in a list that is, or
 * the standard of a comparison or likeness. Scopes are short, like those of NegEx (Chapman et al. 2001).
 */
export function isOutOfScope(
  before: string,
  after: string,
  between: string | null,
  previousOut: boolean,
): boolean {
  if (previousOut && between !== null && LINK.test(between)) return true;
  const near = before.slice(-LOOK_BACK);
  if (NEGATION.test(near) || DIFFERENT.test(near) || AFTER.test(after) || STANDARD.test(near)) return true;
  return (THAN.test(near) && THAN_AFTER.test(after)) || (LIKE.test(near) && LIKE_AFTER.test(after));
}
