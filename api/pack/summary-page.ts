import type { Language } from '../../core/words.ts';
import type { PackedConcept } from './concept-files.ts';

/** The first thing to read in a pack: what stands where, why, how sure, and on which sources. Markdown. */
export function summaryPage(
  concepts: readonly PackedConcept[],
  pack: {
    language: Language;
    sector: string;
    market: string;
    week: string | null;
    madeAt: Date;
    notice: string | null;
  },
): string {
  const zh = pack.language === 'zh';
  const lines = [
    `# Hemline: ${concepts.map((one) => (zh ? one.labelZh : one.labelEn)).join(zh ? '、' : ', ')}`,
    '',
    ...(pack.notice === null ? [] : [`**${pack.notice}**`, '']),
    zh
      ? `截至 ${pack.week ?? '—'} 当周；声音 ${pack.sector}，市场 ${pack.market}；制作于 ${pack.madeAt.toISOString().slice(0, 10)}。`
      : `Up to the week of ${pack.week ?? '—'}; voice ${pack.sector}, market ${pack.market}; made on ${pack.madeAt.toISOString().slice(0, 10)}.`,
    '',
  ];
  for (const concept of concepts) lines.push(...conceptLines(concept, zh), '');
  lines.push(
    zh
      ? '文件：`series.csv` 每周份额及其标准误；`forecast.csv` 预测与区间，含账本哈希；`evidence.csv` 文档与原话；`sources.csv` 来源及其健康；`chart.svg` 图。'
      : 'Files: `series.csv` weekly share with its standard error; `forecast.csv` the forecast with its intervals and its hash in the ledger; `evidence.csv` documents and what they say; `sources.csv` the sources and their health; `chart.svg` the chart.',
  );
  return `${lines.join('\n')}\n`;
}

function conceptLines(
  { labelEn, labelZh, id, trend, forecast, documents }: PackedConcept,
  zh: boolean,
): string[] {
  const lines = [`## ${labelEn} ${labelZh}`, '', `\`${id}\``, ''];
  const percent = (value: number): string => `${(value * 100).toFixed(1)} %`;
  if (trend === null || trend.insufficient !== null) {
    const why = trend?.insufficient ?? '0';
    return [...lines, zh ? `数据不足：${why}` : `Insufficient data: ${why}`];
  }
  lines.push(
    zh
      ? `- 阶段 ${trend.stage}（概率 ${trend.stageProbability.toFixed(2)}），可信度 ${trend.confidence.toFixed(2)}，13 周内 ${trend.documents} 篇文档、${trend.sources} 个来源`
      : `- stage ${trend.stage} (probability ${trend.stageProbability.toFixed(2)}), confidence ${trend.confidence.toFixed(2)}, ${trend.documents} documents of ${trend.sources} sources in 13 weeks`,
  );
  if (trend.growth !== null)
    lines.push(
      zh ? `- 同比 ${percent(trend.growth)}` : `- growth on the year before ${percent(trend.growth)}`,
    );
  if (trend.outlook !== null) {
    const { horizonWeeks, change, low80, high80 } = trend.outlook;
    const band = `${percent(change)} (${percent(low80)} – ${percent(high80)})`;
    lines.push(zh ? `- 未来 ${horizonWeeks} 周 ${band}` : `- next ${horizonWeeks} weeks ${band}`);
  }
  for (const reason of trend.reasons) lines.push(`- ${zh ? reason.zh : reason.en}`);
  if (forecast?.backtest.mase)
    lines.push(
      zh
        ? `- 回测 MASE ${forecast.backtest.mase.toFixed(2)}，季节朴素 ${forecast.backtest.seasonalNaiveMase?.toFixed(2) ?? '—'}`
        : `- back-test MASE ${forecast.backtest.mase.toFixed(2)}, seasonal naive ${forecast.backtest.seasonalNaiveMase?.toFixed(2) ?? '—'}`,
    );
  lines.push(
    zh ? `- evidence.csv 中有 ${documents.length} 篇文档` : `- ${documents.length} documents in evidence.csv`,
  );
  return lines;
}
