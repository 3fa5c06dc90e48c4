import { createRequire } from 'node:module';
import { createReader, createMatcher, createSegmenter, loadTaxonomy } from '../nlp/index.ts';

/**
 * Characters a CPU-second of reading, beside jieba alone on the same text; single-threaded.
 * `npx tsx bench/annotate.ts`, or with a text file a line per text: `npx tsx bench/annotate.ts FILE`.
 */
const ZH = [
  '这条黄油黄的弯刀裤真的很显瘦，面料是亚麻的，夏天穿很透气，就是物流有点慢。',
  '新中式上衣配马面裙，盘扣很精致，颜色和图片一样，没有色差，推荐大家购买。',
  '衣服收到了，质量不错，做工也好，大小合适，客服态度很好，下次还会再来的。',
];
const EN = [
  'The butter yellow barrel-leg jeans run small but the denim is soft and I would buy them again.',
  'I ordered the linen shirt in navy; the sleeves are too long, and it is not as oversized as pictured.',
  'Ballet flats, polka dots and suede jackets are all over the street style photos this season.',
];

const { readFileSync } = await import('node:fs');
const file = process.argv[2];
const given =
  file === undefined
    ? []
    : readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line !== '');
const taxonomy = loadTaxonomy();
const segmenter = createSegmenter(taxonomy, 'auto');
const reader = createReader({ taxonomy, segmenter });
const matcher = createMatcher(taxonomy, segmenter);

function measure(name: string, texts: string[], work: (text: string) => unknown): void {
  const rounds = Math.ceil(2_000_000 / texts.reduce((sum, text) => sum + text.length, 1));
  for (const text of texts) work(text);
  const before = process.cpuUsage();
  let units = 0;
  for (let round = 0; round < rounds; round += 1) {
    for (const text of texts) {
      work(text);
      units += text.length;
    }
  }
  const spent = process.cpuUsage(before);
  console.log(`${name}: ${(units / (spent.user + spent.system)).toFixed(2)} million characters a CPU-second`);
}

for (const [name, texts] of given.length > 0
  ? ([['given', given]] as const)
  : ([
      ['zh', ZH],
      ['en', EN],
    ] as const)) {
  measure(`${name} read`, texts, (text) => reader.read(text));
  measure(`${name} match`, texts, (text) => matcher.match(text));
}
if (segmenter.name === 'nodejieba') {
  const jieba = createRequire(import.meta.url)('nodejieba') as { cut(text: string, hmm: boolean): string[] };
  measure('zh jieba alone', given.length > 0 ? given : ZH, (text) => jieba.cut(text, true));
}
