import type { Language } from '../../core/words.ts';

/** The frame of a review around its opinions. `{x}` is what was bought. */
export const REVIEW_LINES: Record<
  Language,
  {
    openings: string[];
    extras: string[];
    titles: { positive: string[]; mixed: string[]; negative: string[] };
  }
> = {
  en: {
    openings: [
      'Bought {x} for {spot}.',
      'Ordered {x} after {friend} showed me theirs.',
      '{x} for {use}: here is how it went.',
      'I got {x} {day}.',
      'Picked up {x} and wore it to {spot}.',
      'This is about {x}, tested over {use}.',
      '{body}, and I chose {x}.',
      'A present from {friend}: {x}.',
      'Had my eye on {x} for {number} days.',
      'Second time ordering {x}.',
      'Wanted {x} for {spot}.',
      'After {use} I can speak about {x}.',
    ],
    extras: [
      'For reference, {body}.',
      'Wore it to {spot} {day}.',
      '{friend} tried it on too.',
      'Used it for {use}.',
      'Took it to {spot} without thinking.',
      'I asked {friend} first.',
      'It has now seen {use}.',
      'Ordered {day}, wrote this {number} days later.',
      'Kept the label in case.',
      '',
    ],
    titles: {
      positive: [
        'Lovely',
        'Glad I bought it',
        'Exactly right',
        'A keeper',
        'Better than hoped',
        'Very pleased',
      ],
      mixed: ['Good and bad', 'Mixed feelings', 'Nearly there', 'Fine, with a but', 'So-so'],
      negative: ['Disappointed', 'Going back', 'Not for me', 'Expected more', 'Avoid', 'Sad about this one'],
    },
  },
  zh: {
    openings: [
      '买{x}是为了去{spot}。',
      '看{friend}有，就下单了{x}。',
      '{x}陪我过了{use}，来说说。',
      '{day}收到{x}。',
      '入手{x}，穿去了{spot}。',
      '这次评{x}，已经经历{use}。',
      '{body}，选了{x}。',
      '{friend}送的{x}。',
      '种草{x}{number}天了。',
      '第二次买{x}。',
      '想穿{x}去{spot}。',
      '{use}之后来评价{x}。',
    ],
    extras: [
      '供参考：{body}。',
      '{day}穿去了{spot}。',
      '{friend}也试了试。',
      '已经用了{use}。',
      '没多想就带去了{spot}。',
      '先问过{friend}。',
      '又经历了{use}。',
      '{day}下单，{number}天后来写。',
      '吊牌还留着。',
      '',
    ],
    titles: {
      positive: ['喜欢', '买对了', '刚刚好', '值得留下', '比想的好', '很满意'],
      mixed: ['有好有坏', '一般般', '差一点点', '还行，但是', '中规中矩'],
      negative: ['失望', '要退了', '不适合我', '期待落空', '避雷', '可惜了'],
    },
  },
};
