import { byName, elementsOf, lineText, nameTest, type Element } from './dom.ts';
import { ownText } from './listing-prices.ts';
import type { Page } from './page.ts';

const namesARank = nameTest(
  /(^|[\s_-])(rank(ing)?|zg-bdg-text|badge-num|num|order|no|paiming|index|position|top)([\s_-]|$|num|no)/,
);
const PRINTED =
  /^(?:(?:#|no\.?|nr\.?|n°|№|第|top|rank(?:ing)?:?|platz|排名[:：]?)\s*(\d{1,3})\s*(?:名|位)?|(\d{1,3})\s*(?:位|名|위)|(\d{1,3})(?:st|nd|rd|th))$/i;
/** Numbers in words, as podiums have them. */
const WORDS: Record<string, number> = { 冠军: 1, 亚军: 2, 季军: 3, 第一名: 1, 第二名: 2, 第三名: 3 };

/** A rank printed on the card: `#3`, `No. 3`, `TOP 3`, `第3名`, `3位`, or a bare number in something called rank. */
export function printedRank(card: Element): number | null {
  for (const element of elementsOf(card)) {
    const text = ownText(element);
    if (text === '' || text.length > 12) continue;
    const match = PRINTED.exec(text);
    const printed = match?.[1] ?? match?.[2] ?? match?.[3];
    if (printed !== undefined) return Number(printed);
    if (text in WORDS) return WORDS[text]!;
    const bare = namesARank(element) ? /^(\d{1,3})\.?$/.exec(text)?.[1] : undefined;
    if (bare !== undefined) return Number(bare);
  }
  return null;
}

const RANKING =
  /best[\s-]?sell|best[\s-]?of\b|ranking|(?:^|\s)top[\s-]?\d+|most[\s-](?:popular|wanted|wished)|hot[\s-]sale|top[\s-]sell|meistverkauft|bestseller|meilleures ventes|más vendidos|più venduti|热销|熱銷|热卖|畅销|暢銷|排行|榜单|榜單|[热爆新飙]榜|(?:人气|人氣|销量|銷量)(?:榜|排|王|top)|ランキング|売れ筋|베스트/i;
const RANKING_ADDRESS =
  /best-?sell|ranking|[?&/](?:sort|order)(?:_?by)?=(?:best|sales|sold|popular)|[/_-]rank(?:s|list)?(?:[/_.?-]|$)|top-?\d+/i;

/** Whether the page presents itself as a ranking, in its title, first heading or address. */
export function isRanking(page: Page): boolean {
  const heading = byName(page.root, 'h1')[0];
  const path = URL.canParse(page.url) ? new URL(page.url).pathname + new URL(page.url).search : '';
  return (
    RANKING.test(page.titleTag ?? '') ||
    (heading !== undefined && RANKING.test(lineText(heading))) ||
    RANKING_ADDRESS.test(path)
  );
}
