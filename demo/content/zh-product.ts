/** Product texts say what a shop says: make, cut, care. `{x}` is the whole product phrase. */
export const ZH_PRODUCT_LINES = [
  '{x}，日常好穿，{part}手工收尾。',
  '新到{x}，小批量制作，出厂前检查{n}遍。',
  '{who}点名返场的{x}，{part}重新做过。',
  '这款{x}在{city}画版，同一间工坊缝制。',
  '{x}从好料子开始，到利落的{part}结束。',
  '上新：{x}，{part}加固，活动自如。',
];

export const ZH_PRODUCT_DETAILS = [
  '模特身高一七{n}，穿M码。',
  '{part}藏了一个口袋。',
  '冷水机洗，平铺晾干。',
  '尺码正常，想叠穿可以大一码。',
  '翻面洗涤，同色一起洗。',
  '{part}缝线加固。',
  '每批{number}0件。',
  '辅料来自{city}附近的家庭工坊。',
  '建议蒸汽熨烫。',
  '附备用扣和线卡。',
  '衣长比去年短{number}毫米。',
  '{part}全里衬。',
  '成衣水洗，更柔软。',
  '{n}个工作日内发货。',
  '店员试穿{number}次。',
  '{part}留足松量。',
  '和店里大多数款式都好搭。',
  '版号{number}-{number}。',
];

export const ZH_PLAIN_GARMENTS = ['日常单品', '周末单品', '叠穿单品', '旅行单品', '基础单品'];
export const ZH_LINE_NAMES = [
  '青禾',
  '白露',
  '长汀',
  '听松',
  '未晞',
  '南枝',
  '小满',
  '半夏',
  '清浅',
  '初雪',
  '云岫',
  '归舟',
  '晚照',
  '竹里',
  '石溪',
  '江月',
  '微雨',
  '山行',
  '远汀',
  '春信',
];
