import type { Reason } from '../core/reason.ts';
import type { OpportunityRow } from '../storage/queries/opportunities.ts';

/** Sides in the order they are told, with their names. */
const SIDES = [
  ['social', 'social talk', '社交讨论'],
  ['review', 'reviews', '评论'],
  ['commerce', 'shelves', '货架'],
] as const;

/** Why a gap stands where it does: each side's growth with the documents it stands on, then what the shelf shows. */
export function opportunityReasons(row: OpportunityRow): Reason[] {
  const sides = SIDES.flatMap(([side, en, zh]) => {
    const growth = row[`${side}Growth`];
    const documents = row[`${side}Documents`];
    if (documents === null) return [];
    const [items, itemsZh] = side === 'commerce' ? ['products seen', '次商品观察'] : ['documents', '篇文档'];
    if (growth === null) {
      return [
        {
          en: `${en}: no growth to tell, ${documents} ${items} in 13 weeks`,
          zh: `${zh}：13 周 ${documents} ${itemsZh}，无法计算同比`,
        },
      ];
    }
    return [
      {
        en: `${en}: ${signed(growth)} on the year, ${documents} ${items} in 13 weeks`,
        zh: `${zh}：同比 ${signed(growth)}，13 周 ${documents} ${itemsZh}`,
      },
    ];
  });
  return [...sides, ...shelfReasons(row)];
}

function shelfReasons({ products, outOfStockShare, newInShare }: OpportunityRow): Reason[] {
  if (products === null) return [];
  const out = outOfStockShare === null ? null : percent(outOfStockShare);
  const fresh = newInShare === null ? null : percent(newInShare);
  return [
    {
      en: `last week ${products} products${out === null ? '' : `, ${out} out of stock`}${fresh === null ? '' : `, ${fresh} new in`}`,
      zh: `上周 ${products} 件商品${out === null ? '' : `，缺货 ${out}`}${fresh === null ? '' : `，上新 ${fresh}`}`,
    },
  ];
}

const percent = (part: number): string => `${Math.round(100 * part)} %`;
const signed = (value: number): string => `${value >= 0 ? '+' : ''}${percent(value)}`;
