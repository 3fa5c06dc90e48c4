import type { Language } from '../../core/words.ts';

/** Words of the business pages. One may stand in a review, two make news. */
const EN_BUSINESS =
  /\b(?:shares?|sales|revenues?|profits?|margins?|quarter(?:ly)?|earnings|billion|million|dividend|investors?|analysts?|shareholders?|stock|stocks|markets?|merger|takeover|acqui\w+|stake|ceo|chief executive|executives?|creative director|retailers?|flagships?|euros|job cuts|jobs|bid|court|lawsuit|plaintiffs?|prosecutors?|judge|claims|fined?|tariffs?|forecast|outlook|growth|demand|rivals?|deal|unveiled|workers|wages|industry|union|firms?|companies|plans to|agreed to)\b/gi;
const EN_OWN = /\b(?:i|i'\w+|my|me|mine|you|your|we|our)\b/i;
const ZH_BUSINESS =
  /营收|净利|股价|股份|同比|环比|财报|业绩|季度|营业额|销售额|市值|上市|收购|并购|董事长|总裁|首席执行官|CEO|分析师|投资|品类|门店|母公司|集团|宣布|亿元|万元|降价|涨价|裁员|市场|渠道|招股/g;
const ZH_OWN = /[我咱俺]|收到|客服|下单|回购|上身|姐妹|宝宝|老公|妈妈/;
const MIN_WORDS = 2;
/** A long article needs one more for each such stretch. */
const STRETCH_UNITS = { zh: 60, en: 150 };

/**
 * Whether a text is of firms and not of what is worn: business words, and nobody who says I or you. A "strong quarter"
 * and a "gross margin" judge no garment.
 */
export function isBusinessNews(text: string, language: Language): boolean {
  if ((language === 'zh' ? ZH_OWN : EN_OWN).test(text)) return false;
  const needed = MIN_WORDS + Math.floor(text.length / STRETCH_UNITS[language]);
  const found = new Set<string>();
  for (const [word] of text.matchAll(language === 'zh' ? ZH_BUSINESS : EN_BUSINESS)) {
    found.add(word.toLowerCase());
    if (found.size >= needed) return true;
  }
  return false;
}
