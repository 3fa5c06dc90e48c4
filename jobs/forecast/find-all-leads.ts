import type { LeadScope, LeadToSave } from '../../storage/leads.ts';
import type { Cell } from './frames.ts';
import type { WorkPool } from './work-pool.ts';

type Values = (number | null)[];

/** Series compared with one another: one concept's, by sector, by market or by language. */
export interface LeadGroup {
  scope: LeadScope;
  concept: string;
  series: { key: string; values: Values }[];
}

/** Fewest documents of a part's whole history for it to lead or follow. */
const DOCUMENTS_TO_COMPARE = 60;
/** Groups handed to a thread at once. */
const TOGETHER = 20;

/** One concept's parts, where at least two have documents enough. Brands are talked of, they do not travel. */
export function leadGroups(
  cells: readonly Cell[],
  languages: ReadonlyMap<string, ReadonlyMap<string, Values>>,
): LeadGroup[] {
  const groups = new Map<string, LeadGroup>();
  const add = (scope: LeadScope, concept: string, key: string, values: Values): void => {
    const name = `${scope}|${concept}`;
    const group = groups.get(name) ?? { scope, concept, series: [] };
    group.series.push({ key, values });
    groups.set(name, group);
  };
  for (const cell of cells) {
    const bySector = cell.market === 'all' && cell.sector !== 'all';
    const byMarket = cell.sector === 'all' && cell.market !== 'all';
    if (!bySector && !byMarket) continue;
    for (const frame of cell.frames) {
      if (frame.facet === 'brand' || frame.total < DOCUMENTS_TO_COMPARE) continue;
      if (bySector) add('sector', frame.concept, cell.sector, frame.values);
      else add('market', frame.concept, cell.market, frame.values);
    }
  }
  for (const [concept, byLanguage] of languages) {
    for (const [language, values] of byLanguage) add('language', concept, language, values);
  }
  return [...groups.values()]
    .filter((group) => group.series.length >= 2)
    .sort((a, b) => (`${a.scope}|${a.concept}` < `${b.scope}|${b.concept}` ? -1 : 1));
}

export async function findAllLeads(
  pool: WorkPool,
  groups: readonly LeadGroup[],
  onDone: (count: number) => void,
): Promise<LeadToSave[]> {
  const chunks = Array.from({ length: Math.ceil(groups.length / TOGETHER) }, (_, i) =>
    groups.slice(i * TOGETHER, (i + 1) * TOGETHER),
  );
  const found = await Promise.all(
    chunks.map(async (chunk) => {
      const work = chunk.map(({ series }, at) => ({ id: String(at), series: aligned(series) }));
      const answers = await pool.do<'leads'>({ kind: 'leads', groups: work });
      onDone(chunk.length);
      return answers.flatMap(({ leads }, at) => {
        const group = chunk[at];
        return group ? leads.map((lead) => ({ ...lead, scope: group.scope, concept: group.concept })) : [];
      });
    }),
  );
  return found.flat();
}

/** All end in the same week; a part that began later has gaps before. */
function aligned(series: LeadGroup['series']): LeadGroup['series'] {
  const length = Math.max(...series.map(({ values }) => values.length));
  return series.map(({ key, values }) => ({
    key,
    values: [...Array<null>(length - values.length).fill(null), ...values],
  }));
}
