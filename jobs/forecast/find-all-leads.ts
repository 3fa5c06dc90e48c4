import { adjustLeads, type LeadTests, type MeasuredLag } from '../../forecasting/index.ts';
import type { FacetLeadToSave, LeadScope, LeadToSave } from '../../storage/leads.ts';
import type { Cell } from './frames.ts';
import { facetLeads } from './facet-leads.ts';
import type { WorkPool } from './work-pool.ts';

type Values = (number | null)[];

/** Series compared with one another: one concept's, by sector, by market or by language. */
export interface LeadGroup {
  scope: LeadScope;
  concept: string;
  facet: string;
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
  const facets = new Map(cells.flatMap((cell) => cell.frames.map(({ concept, facet }) => [concept, facet])));
  const add = (scope: LeadScope, concept: string, key: string, values: Values): void => {
    const name = `${scope}|${concept}`;
    const group = groups.get(name) ?? { scope, concept, facet: facets.get(concept) ?? '', series: [] };
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

/** A group's tests, for control over all groups of its scope. */
export interface TestedGroup {
  scope: LeadScope;
  concept: string;
  facet: string;
  lags: MeasuredLag[];
}

export interface AllLeads {
  leads: LeadToSave[];
  facets: FacetLeadToSave[];
}

/** Leads of concepts, with q over the concept's pairs and over all pairs of a scope, and what their facets agree on. */
export async function findAllLeads(
  pool: WorkPool,
  groups: readonly LeadGroup[],
  onDone: (count: number) => void,
): Promise<AllLeads> {
  const chunks = Array.from({ length: Math.ceil(groups.length / TOGETHER) }, (_, i) =>
    groups.slice(i * TOGETHER, (i + 1) * TOGETHER),
  );
  const tested = await Promise.all(
    chunks.map(async (chunk) => {
      const work = chunk.map(({ series }, at) => ({ id: String(at), series: aligned(series) }));
      const answers = await pool.do<'leads'>({ kind: 'leads', groups: work });
      onDone(chunk.length);
      return answers.map(({ tests }, at) => ({ group: chunk[at]!, tests }));
    }),
  );
  const all = tested.flat();
  const lags = all.map(({ group: { scope, concept, facet }, tests }) => ({
    scope,
    concept,
    facet,
    lags: tests.lags,
  }));
  return { leads: SCOPES.flatMap((scope) => controlled(scope, all)), facets: facetLeads(lags) };
}

const SCOPES: readonly LeadScope[] = ['sector', 'market', 'language'];

/** Largest q over the pairs of its own concept for a lead to be kept; the list over all concepts asks for more. */
const MAX_Q = 0.05;

function controlled(scope: LeadScope, all: readonly { group: LeadGroup; tests: LeadTests }[]): LeadToSave[] {
  const within = all.filter(({ group }) => group.scope === scope);
  const qAll = adjustLeads(within.map(({ tests }) => tests));
  return within
    .flatMap(({ group, tests }) => tests.leads.map((lead) => ({ lead, concept: group.concept })))
    .map(({ lead: { chance: _chance, ...lead }, concept }, k) => ({
      ...lead,
      scope,
      concept,
      qAll: qAll[k] ?? 1,
    }))
    .filter(({ q }) => q <= MAX_Q);
}

/** All end in the same week; a part that began later has gaps before. */
function aligned(series: LeadGroup['series']): LeadGroup['series'] {
  const length = Math.max(...series.map(({ values }) => values.length));
  return series.map(({ key, values }) => ({
    key,
    values: [...Array<null>(length - values.length).fill(null), ...values],
  }));
}
