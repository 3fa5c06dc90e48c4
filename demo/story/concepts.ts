import type { Facet } from '../../core/words.ts';

/** How a concept is written in the demo's texts. */
export interface Wording {
  concept: string;
  facet: Facet;
  en: string[];
  zh: string[];
}

/** `id | English forms, comma separated | Chinese forms`. Words for garments are given in the singular. */
const PLANTED = `
color:butter-yellow | butter yellow | 黄油黄
garment:barrel-leg-jeans | barrel-leg jeans, barrel leg jeans | 弯刀裤
style:new-chinese | new Chinese style | 新中式
style:quiet-luxury | quiet luxury | 静奢
garment:puffer-jacket | puffer jacket | 羽绒服
fabric:linen | linen | 亚麻
style:mob-wife | mob wife | 黑帮太太风
garment:skinny-jeans | skinny jeans | 紧身牛仔裤
pattern:polka-dot | polka dot, polka-dot | 波点
pattern:stripe | stripes | 条纹
fabric:suede | suede | 麂皮
style:dopamine-dressing | dopamine dressing | 多巴胺穿搭
garment:ballet-flats | ballet flats | 芭蕾鞋
garment:wide-leg-trousers | wide-leg trousers, wide-leg pants | 阔腿裤
brand:lumenfold | Lumenfold | 折光
brand:mossandtide | Moss & Tide | 苔汐
brand:kiteworks | Kitewright | 鸢坊
detail:bow | bow | 蝴蝶结`;

/** Background: `id | English | Chinese | mean share in percent`. They give the planted stories a believable company. */
const BACKGROUND = `
color:navy | navy blue | 藏青色 | 5
color:burgundy | burgundy | 酒红色 | 4
color:chocolate | chocolate brown | 巧克力棕 | 4
color:ivory | ivory | 象牙白 | 4
color:camel | camel | 驼色 | 4
color:olive | olive green | 橄榄绿 | 3
color:sky-blue | sky blue | 天蓝色 | 3
color:lilac | lilac | 丁香紫 | 2
color:coral | coral | 珊瑚色 | 2
color:emerald | emerald green | 祖母绿 | 2
color:mint-green | mint green | 薄荷绿 | 2
color:charcoal | charcoal | 炭灰色 | 3
color:mustard | mustard yellow | 芥末黄 | 2
color:black | black | 黑色 | 8
garment:trench-coat | trench coat | 风衣 | 4
garment:cardigan | cardigan | 开衫 | 4
garment:blazer | blazer | 西装外套 | 5
garment:pleated-skirt | pleated skirt | 百褶裙 | 3
garment:slip-dress | slip dress | 吊带裙 | 3
garment:bomber-jacket | bomber jacket | 飞行员夹克 | 2.5
garment:hoodie | hoodie | 连帽卫衣 | 4
garment:turtleneck-sweater | turtleneck | 高领毛衣 | 3
garment:cargo-pants | cargo pants | 工装裤 | 3
garment:denim-jacket | denim jacket | 牛仔外套 | 3
garment:leather-jacket | leather jacket | 皮夹克 | 3
garment:polo-shirt | polo shirt | Polo衫 | 2.5
garment:loafers | loafers | 乐福鞋 | 3
garment:ankle-boots | ankle boots | 短靴 | 3
garment:tote | tote bag | 托特包 | 3
garment:bucket-hat | bucket hat | 渔夫帽 | 2
garment:cape | cape | 斗篷 | 2
garment:gilet | waistcoat | 马甲 | 2.5
garment:mary-janes | Mary Janes | 玛丽珍鞋 | 2.5
garment:jumpsuit | jumpsuit | 连体裤 | 2
fabric:denim | denim | 牛仔布 | 4
fabric:silk | silk | 真丝 | 4
fabric:cashmere | cashmere | 羊绒 | 4
fabric:corduroy | corduroy | 灯芯绒 | 2.5
fabric:tweed | tweed | 粗花呢 | 2.5
fabric:satin | satin | 缎面 | 3
fabric:lace | lace | 蕾丝 | 3
fabric:organza | organza | 欧根纱 | 2
fabric:velvet | velvet | 丝绒 | 2.5
fabric:cotton | cotton | 纯棉 | 5
fabric:wool | wool | 羊毛 | 4
pattern:leopard | leopard print | 豹纹 | 3
pattern:gingham | gingham | 维希格 | 1.5
pattern:floral | floral print | 碎花 | 4
pattern:houndstooth | houndstooth | 千鸟格 | 2.5
pattern:embroidery | embroidery | 刺绣 | 3
pattern:argyle | argyle | 菱形格 | 2
style:preppy | preppy | 学院风 | 3
style:minimalist | minimalist | 极简风 | 4
style:y2k | Y2K | 千禧风 | 2.5
style:boho | boho | 波西米亚风 | 2.5
style:gorpcore | gorpcore | 山系穿搭 | 2
style:old-money | old money | 老钱风 | 2.5
style:balletcore | balletcore | 芭蕾风 | 2
style:athleisure | athleisure | 运动休闲 | 2.5
style:streetwear | streetwear | 街头风 | 3
detail:ruffle | ruffle | 荷叶边 | 3
detail:puff-sleeve | puff sleeve | 泡泡袖 | 3
detail:fringe | fringe | 流苏 | 2
detail:sequins | sequin | 亮片 | 2.5
silhouette:oversized | oversized | 廓形 | 4
silhouette:a-line | A-line | A字版型 | 3
silhouette:cropped | cropped | 短款 | 3
silhouette:o-line | cocoon | 茧型 | 2
occasion:vacation | vacation | 度假 | 3
occasion:date | date night | 约会 | 3
occasion:wedding | wedding guest | 婚礼宾客 | 2`;

function parse(table: string): { wording: Wording; level: number }[] {
  return table
    .trim()
    .split('\n')
    .map((line) => {
      const [id = '', en = '', zh = '', percent = '0'] = line.split('|').map((cell) => cell.trim());
      const forms = (cell: string) => cell.split(',').map((form) => form.trim());
      const wording = { concept: id, facet: id.split(':')[0] as Facet, en: forms(en), zh: forms(zh) };
      return { wording, level: Number(percent) / 100 };
    });
}

const background = parse(BACKGROUND);

export const PLANTED_WORDINGS: readonly Wording[] = parse(PLANTED).map((row) => row.wording);
export const BACKGROUND_LEVELS: readonly { concept: string; level: number }[] = background.map((row) => ({
  concept: row.wording.concept,
  level: row.level,
}));
export const WORDINGS: ReadonlyMap<string, Wording> = new Map(
  [...PLANTED_WORDINGS, ...background.map((row) => row.wording)].map((wording) => [wording.concept, wording]),
);
