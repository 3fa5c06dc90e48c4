import type { Random } from '../../core/random.ts';
import type { Language } from '../../core/words.ts';
import { pickSome } from './pools.ts';

/** A text that looks like fashion to a careless reader: `trap` is the concept it must not be counted for. */
export interface FalseFriend {
  language: Language;
  trap: string;
  text: string;
}

const friend = (language: Language, trap: string, text: string): FalseFriend => ({ language, trap, text });

export const FALSE_FRIENDS: readonly FalseFriend[] = [
  friend('en', 'color:orange', 'Squeezed a jug of orange juice before the show and slept better for it.'),
  friend(
    'en',
    'color:orange',
    'The orange trees in the courtyard were in flower and the press lunch sat under them.',
  ),
  friend('en', 'color:navy', 'The navy fleet lay at anchor and the whole harbour came to look.'),
  friend('en', 'color:rose', 'We walked through the rose garden and left with muddy feet.'),
  friend('en', 'color:rose', 'Prices rose again at the market and the soup is two coins dearer.'),
  friend('en', 'color:olive', 'A spoon of olive oil and a pinch of salt saved the beans.'),
  friend(
    'en',
    'garment:barrel-leg-jeans',
    'Carried the barrel bag up the stairs, which is a gym workout in itself.',
  ),
  friend('en', 'color:butter-yellow', 'Spread salted butter on yellow corn bread and called it dinner.'),
  friend('en', 'color:mint-green', 'Mint tea after the late train, then straight to bed.'),
  friend('en', 'color:coral', 'The diving school counts coral on the reef each spring.'),
  friend('en', 'pattern:stripe', 'The tiger at the zoo slept through the whole visit.'),
  friend('en', 'detail:bow', 'Bow and arrow practice moved to Thursday because of the fair.'),
  friend('en', 'color:chocolate', 'The chocolate cake was gone before the guests arrived.'),
  friend('en', 'garment:cape', 'The bus to Cape Town was late and nobody minded.'),
  friend('en', 'color:red', 'An apple pie cooled on the sill while the meter man rang twice.'),
  friend('zh', 'color:butter-yellow', '早餐做了黄油面包，配一壶红茶，屋里都是香味。'),
  friend('zh', 'color:beige', '楼下新开了一家奶茶店，排队的人一直到路口。'),
  friend('zh', 'pattern:leopard', '动物园里的豹子一直在睡，孩子们等了很久。'),
  friend('zh', 'color:apple-green', '苹果手机的电池又该换了，修理店说要等三天。'),
  friend('zh', 'color:orange', '早上榨了两杯橙汁，剩下的橘子分给了邻居。'),
  friend('zh', 'detail:bow', '花园里飞来几只蝴蝶，停在栏杆上很久。'),
  friend('zh', 'color:olive', '橄榄油拌了一盘番茄，简单又好吃。'),
  friend('zh', 'fabric:linen', '芝麻烧饼刚出炉，外面排了一条长队。'),
  friend('zh', 'color:coral', '潜水学校每年春天都数珊瑚，今年多了两处。'),
];

const PLAIN: Record<Language, string[]> = {
  en: [
    'The router needed a restart and then so did everyone else.',
    'Somebody fixed the lift, and the stairs feel lonely.',
    'The neighbours are painting their kitchen, slowly, with the radio on.',
    'Two trains were late and the third one waited.',
    'Our cat has learned to open the cupboard.',
    'The quiz team lost by one point and blamed geography.',
    'There was fog until ten and then there was none.',
    'A new bakery opened and the queue bends round the corner.',
  ],
  zh: [
    '路由器重启了一次，大家也跟着歇了一会儿。',
    '电梯终于修好了，楼梯忽然冷清下来。',
    '邻居在刷厨房，收音机开了一整天。',
    '两趟车晚点，第三趟一直等着。',
    '家里的猫学会了开柜门。',
    '知识竞赛输了一分，大家都怪地理题。',
    '雾到十点才散，太阳一下子就出来了。',
    '街角开了新面包店，队伍拐了弯。',
  ],
};

/** Two sentences that have nothing to do with dress, at times with a false friend. */
export function noiseSentences(language: Language, random: Random): string[] {
  const friends = FALSE_FRIENDS.filter((item) => item.language === language).map((item) => item.text);
  return [...pickSome(friends, 1, random), ...pickSome(PLAIN[language], 1, random)];
}
