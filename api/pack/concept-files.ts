import { addWeeks } from '../../core/dates.ts';
import type { Language } from '../../core/words.ts';
import { toCsv } from '../../core/write-csv.ts';
import type { SeriesPointRow } from '../../storage/queries/series.ts';
import type { EvidenceDocument } from '../routes/evidence.ts';
import type { ForecastAnswer, Trend } from '../shapes.ts';
import { drawChart } from './concept-chart.ts';
import type { ZipFile } from './zip.ts';

export interface PackedConcept {
  id: string;
  labelEn: string;
  labelZh: string;
  trend: Trend | null;
  points: SeriesPointRow[];
  forecast: ForecastAnswer | null;
  documents: EvidenceDocument[];
}

/** Spreadsheets take a text for UTF-8 by the mark at its start. */
const csv = (head: string[], rows: (string | number | null)[][]): Buffer =>
  Buffer.from(`\ufeff${toCsv({ head, rows })}\r\n`, 'utf8');

/** What a meeting needs of one concept: its series, its forecast, the documents behind them, and a chart. */
export function conceptFiles(concept: PackedConcept, language: Language, notice: string | null): ZipFile[] {
  const folder = concept.id.replace(/[^\p{L}\p{N}-]+/gu, '-');
  const files: ZipFile[] = [
    {
      name: `${folder}/series.csv`,
      data: csv(
        ['week', 'documents', 'exposure', 'activeSources', 'share', 'shareSe'],
        concept.points.map((p) => [p.week, p.documents, p.exposure, p.activeSources, p.share, p.shareSe]),
      ),
    },
    { name: `${folder}/evidence.csv`, data: evidenceCsv(concept.documents) },
    { name: `${folder}/chart.svg`, data: Buffer.from(chartOf(concept, language, notice), 'utf8') },
  ];
  if (concept.forecast) files.push({ name: `${folder}/forecast.csv`, data: forecastCsv(concept.forecast) });
  return files;
}

function forecastCsv({
  weeks,
  mean,
  lower80,
  upper80,
  lower95,
  upper95,
  model,
  cutoffWeek,
  hash,
}: ForecastAnswer): Buffer {
  return csv(
    ['week', 'mean', 'lower80', 'upper80', 'lower95', 'upper95', 'model', 'madeAfter', 'ledgerHash'],
    weeks.map((week, i) => [
      week,
      mean[i] ?? null,
      lower80[i] ?? null,
      upper80[i] ?? null,
      lower95[i] ?? null,
      upper95[i] ?? null,
      model,
      cutoffWeek,
      hash,
    ]),
  );
}

function evidenceCsv(documents: readonly EvidenceDocument[]): Buffer {
  return csv(
    [
      'published',
      'source',
      'sourceHealth',
      'sector',
      'market',
      'language',
      'title',
      'excerpt',
      'said',
      'url',
    ],
    documents.map((document) => [
      document.publishedAt.slice(0, 10),
      document.source.name,
      document.source.health,
      document.sector,
      document.market,
      document.language,
      document.title,
      document.excerpt,
      [...new Set(document.spans.map(({ surface }) => surface))].join(' | '),
      document.url,
    ]),
  );
}

/** Weeks shown: three years. */
const WEEKS = 157;

function chartOf(
  { labelEn, labelZh, points, forecast }: PackedConcept,
  language: Language,
  notice: string | null,
): string {
  const shown = points.slice(-WEEKS);
  const ahead =
    forecast && shown.length > 0 ? forecast.mean.map((_, i) => addWeeks(forecast.cutoffWeek, i + 1)) : [];
  const pad = (values: readonly number[]): (number | null)[] => [
    ...shown.map(() => null),
    ...values.slice(0, ahead.length),
  ];
  const words =
    language === 'zh'
      ? { share: '文档份额', forecast: '预测', band: '80 % 区间' }
      : { share: 'share of documents', forecast: 'forecast', band: '80 % band' };
  return drawChart({
    title: `${labelEn} ${labelZh}`,
    note: notice ?? words.share,
    weeks: [...shown.map(({ week }) => week), ...ahead],
    lines: [
      { name: words.share, values: [...shown.map(({ share }) => share), ...ahead.map(() => null)] },
      ...(forecast ? [{ name: words.forecast, values: pad(forecast.mean), dashed: true }] : []),
    ],
    band: forecast ? { name: words.band, low: pad(forecast.lower80), high: pad(forecast.upper80) } : null,
  });
}
