import type { Facet } from '../../core/words.ts';

/** Words that show a text to be about dress or looks where no concept is mentioned. */
export const ZH_DRESS =
  /穿搭|造型|妆容|妆造|[^化卸]妆|时尚|时装|穿着|服饰|衣服|衣品|潮流|走秀|秀场|高定|红毯|辣妹|显瘦|单品|搭配|裙|裤|鞋|靴|袄|袜|帽|大衣|外套|眼镜/;
export const EN_DRESS =
  /\b(?:outfits?|wear(?:s|ing)?|wore|fashion|style[ds]?|styling|runway|catwalk|looks?|trend(?:s|y|ing)?|wardrobe|collection|designers?|clothes|clothing|garments?|silhouettes?|fabrics?|knitwear|tailoring|accessories|makeup|dress(?:es|ed)?|skirts?|jeans|shoes?|boots?|coats?|jackets?)\b/i;

/** What a style or a look is called by when it is new: X风, X穿搭, X妆. */
export const ZH_SLOT =
  /穿搭|造型|妆容|妆造|剧照|妆|风格|风(?=造型|穿搭|妆|剧照|写真|大片|$|[^\u4e00-\u9fff])|系穿搭|色系|腮红|眼镜|裙子|裤子|衣服|外套/g;

/** A slot word at the end of a term. */
export const ZH_SLOT_END = /(?:穿搭|造型|妆容|妆造|剧照|风格|色系|腮红|眼镜|裙子|裤子|衣服|外套)$/;
/** Slot words that name a look by themselves; before the others mostly a person stands. */
export const ZH_LOOKS = new Set(['色系', '风格', '腮红', '眼镜', '裙子', '裤子', '外套']);

/** Last characters of garments and details: a word before them makes a kind of its own. */
export const ZH_HEADS: Record<string, Facet> = {
  裙: 'garment',
  裤: 'garment',
  鞋: 'garment',
  靴: 'garment',
  袄: 'garment',
  袜: 'garment',
  帽: 'garment',
  衫: 'garment',
  衣: 'garment',
  包: 'garment',
  褶: 'detail',
  领: 'detail',
  袖: 'detail',
  边: 'detail',
  妆: 'style',
  风: 'style',
  纹: 'pattern',
  绒: 'fabric',
  纱: 'fabric',
  粉: 'color',
  色: 'color',
};

/** Characters a word neither begins nor ends with. */
export const ZH_EDGE = new Set(
  '的了是在和与这那个们不很最也都就还又被把给让从到向对为以及或而但若如因其之于着过吗呢吧啊呀哦么我你他她它谁有没无再更太真好来去说看做要会能可上下里中前后年月日号时分第一二三四五六七八九十两几多少每某各该此款种件条双只套位名回应称用像戴穿同让晒着秀'.split(
    '',
  ),
);

/** What is done to a garment: 脱毛衣 is no kind of it. */
export const ZH_HANDLING = new Set('穿脱戴织撕换买卖洗晾叠捡扔偷抢送借租摘扒缝补改配盖'.split(''));

/** Usual first characters of Chinese personal names. */
export const SURNAMES = new Set(
  '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛奚范彭郎鲁韦昌马苗凤方俞任袁柳唐罗薛雷贺倪汤滕殷毕郝安常乐于傅皮卞齐康伍余元顾孟黄穆萧尹姚邵汪祁毛狄米贝明臧计伏成戴宋庞熊纪舒屈项祝董梁杜阮蓝闵席季贾路江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫房丁邓郁单洪包左石崔吉龚程邢裴陆荣翁甄曲家封储段侯全班仇景叶司黎白蒲赖卓屠池乔闻党翟谭劳申冉宁关佟欧迪古热鞠刘曾龙史肖'.split(
    '',
  ),
);

/** English words too common to make a term of their own. */
export const EN_STOP = new Set(
  'a about above after again against all almost along already also although always am among an and any are around as ask at away back be became because become been before being below best better between big both brand but by call came can clothing color come could cut day days did do does done down dress dressing during each easy else end enough even ever every everyone everything fashion feel few find first fit five for four from full get gets getting give go goes going gone good got great had half has have having he her here hers high him his home how however i if in into is it its itself job just keep kept know last late later least left less let like line little long look looked looking looks lot love low made make makes making many may me men might mine month months more most much must my name need never new next nice no none nor not nothing now of off often old on once one only onto open or order other our out outfit outfits over own pair part people perfect piece pieces place put quite rather ready really right said same saw say says season seasons see seem seen set several shall she shop should show shows side since small so some something soon still style styled styles styling such take taken takes tell than thank that the their them then there these they thing things think this those though three through time times to today together too took top toward trend trends tried try two under until up upon us use used using very want was way we wear wearing wears week weeks well went were what when where whether which while who whole whose why will with within without women won wore work worn would year years yes yet you young your'.split(
    ' ',
  ),
);
