import { z } from 'zod';
import { judgeCrisis } from '../../core/crisis.ts';
import { AppError } from '../../core/errors.ts';
import {
  listAspectWeeks,
  listBrands,
  listBrandWeeks,
  type BrandRow,
  type BrandWeekRow,
} from '../../storage/queries/brands.ts';
import { findConcept } from '../../storage/queries/concepts.ts';
import { aspectFigures, MIN_BRAND_DOCUMENTS, netSentiment, sumWeeks } from '../brand-figures.ts';
import { conceptId, marketOrAll } from '../parameters.ts';
import { defineRead } from '../read.ts';

const brandShape = z.object({
  id: z.string(),
  labelZh: z.string(),
  labelEn: z.string(),
  market: z.string(),
  /** Of the last 13 weeks. */
  documents: z.number(),
  shareOfVoice: z.number().nullable(),
  netSentiment: z.number().nullable(),
  netSentimentBefore: z.number().nullable(),
  crisisScore: z.number().nullable(),
  crisis: z.boolean(),
  insufficient: z.string().nullable(),
});
export type Brand = z.infer<typeof brandShape>;

const weeks = z.coerce.number().int().min(66).max(157).default(104).describe('weeks of history');

export const brands = defineRead({
  name: 'brands',
  path: '/brands',
  tag: 'Brands',
  summary: 'Share of voice, net sentiment and crisis score of every brand',
  query: z.strictObject({ market: marketOrAll }),
  data: z.array(brandShape),
  async answer(context, { query }) {
    return context.read(async (sql) => {
      const [rows, found] = await Promise.all([
        listBrandWeeks(sql, { market: query.market, weeks: 66 }),
        listBrands(sql, query.market),
      ]);
      const all = rows.filter((row) => isRecent(row, rows)).reduce((sum, row) => sum + row.documents, 0);
      const data = found.map((brand) => {
        const own = rows.filter((row) => row.brandId === brand.id);
        return toBrand(brand, query.market, own, rows, all);
      });
      return { data: data.sort((a, b) => b.documents - a.documents || (a.id < b.id ? -1 : 1)) };
    });
  },
});

export const brand = defineRead({
  name: 'brand',
  path: '/brands/{id}',
  tag: 'Brands',
  summary: 'One brand over time: share of voice, net sentiment, aspects with product and service apart',
  params: z.strictObject({ id: conceptId }),
  query: z.strictObject({ market: marketOrAll, weeks }),
  data: brandShape.extend({
    weeks: z.array(
      z.object({
        week: z.string(),
        documents: z.number(),
        positive: z.number(),
        negative: z.number(),
        netSentiment: z.number().nullable(),
        shareOfVoice: z.number().nullable(),
      }),
    ),
    /** Of the last 13 weeks. */
    aspects: z.array(
      z.object({
        aspect: z.string(),
        voice: z.enum(['product', 'service']),
        positive: z.number(),
        negative: z.number(),
        neutral: z.number(),
        aspectNet: z.number().nullable(),
      }),
    ),
  }),
  async answer(context, { params, query }) {
    return context.read(async (sql) => {
      const [found, rows, aspects] = await Promise.all([
        findConcept(sql, params.id),
        listBrandWeeks(sql, { market: query.market, weeks: query.weeks }),
        listAspectWeeks(sql, { market: query.market, brand: params.id, weeks: 13 }),
      ]);
      if (found === null || found.facet !== 'brand')
        throw new AppError('NOT_FOUND', `No brand ${params.id}.`);
      const own = rows.filter((row) => row.brandId === params.id);
      const all = rows.filter((row) => isRecent(row, rows)).reduce((sum, row) => sum + row.documents, 0);
      const head = toBrand(found, query.market, own, rows, all);
      const overTime = own.map((row) => ({
        week: row.week,
        documents: row.documents,
        positive: row.positive,
        negative: row.negative,
        netSentiment: netSentiment(row),
        shareOfVoice: row.shareOfVoice,
      }));
      return {
        data: { ...head, weeks: overTime, aspects: aspectFigures(aspects) },
        insufficient: head.insufficient,
      };
    });
  },
});

const RECENT_DAYS = 13 * 7;

function lastWeek(rows: readonly BrandWeekRow[]): string {
  return rows.reduce((last, row) => (row.week > last ? row.week : last), '');
}

function isRecent(row: BrandWeekRow, all: readonly BrandWeekRow[]): boolean {
  return ageDays(row.week, lastWeek(all)) < RECENT_DAYS;
}

function ageDays(week: string, last: string): number {
  return (Date.parse(last) - Date.parse(week)) / 86_400_000;
}

function toBrand(
  brand: BrandRow,
  market: string,
  own: BrandWeekRow[],
  rows: BrandWeekRow[],
  allDocuments: number,
): Brand {
  const last = lastWeek(rows);
  const recent = sumWeeks(own.filter((row) => ageDays(row.week, last) < RECENT_DAYS));
  const before = sumWeeks(
    own.filter((row) => ageDays(row.week, last) >= RECENT_DAYS && ageDays(row.week, last) < 2 * RECENT_DAYS),
  );
  const enough = recent.documents >= MIN_BRAND_DOCUMENTS;
  const crisis = enough ? judgeCrisis(own, last) : null;
  return {
    id: brand.id,
    labelZh: brand.labelZh,
    labelEn: brand.labelEn,
    market,
    documents: recent.documents,
    shareOfVoice: enough && allDocuments > 0 ? recent.documents / allDocuments : null,
    netSentiment: enough ? netSentiment(recent) : null,
    netSentimentBefore: before.documents >= MIN_BRAND_DOCUMENTS ? netSentiment(before) : null,
    crisisScore: crisis?.score ?? null,
    crisis: crisis?.alarm ?? false,
    insufficient: enough ? null : `${recent.documents} of ${MIN_BRAND_DOCUMENTS} documents`,
  };
}
