import { html } from 'hono/html';
import type { ApiContext } from '../../context.ts';
import { facetLeads, leads } from '../../routes/market.ts';
import type { Page } from '../layout.ts';
import { quiet, sectionHead } from '../parts/bits.ts';
import { facetLeadRow, leadRow } from '../parts/lead-row.ts';
import type { View } from '../view.ts';
import type { WordKey } from '../words.ts';

const SCOPES: readonly { scope: string; word: WordKey }[] = [
  { scope: 'sector', word: 'bySector' },
  { scope: 'language', word: 'byLanguage' },
  { scope: 'market', word: 'byMarket' },
];

/** The leads of a concept stand together, where its strongest one stood, the shortest first. */
function byConcept<T extends { conceptId: string; lagWeeks: number }>(rows: readonly T[]): T[] {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(row.conceptId, [...(groups.get(row.conceptId) ?? []), row]);
  return [...groups.values()].flatMap((of) => of.toSorted((a, b) => a.lagWeeks - b.lagWeeks));
}

/** Runway before shelf, China before the West, or the other way round. */
export async function leadsPage(context: ApiContext, view: View): Promise<Page> {
  const [{ data }, { data: ofFacets }] = await Promise.all([
    leads.answer(context, { params: {}, query: leads.query.parse({ limit: '200' }) }),
    facetLeads.answer(context, { params: {}, query: {} }),
  ]);
  return {
    title: view.t('leads'),
    at: '/leads',
    body: html`<section class="hero">
        <h1>${view.t('leads')}</h1>
        <p class="lede">${view.t('leadsIntro')}</p>
      </section>
      ${data.length === 0 ? quiet(view.t('noLeads')) : ''}
      ${SCOPES.map(({ scope, word }) => {
        const rows = data.filter((lead) => lead.scope === scope);
        return rows.length === 0
          ? ''
          : html`<section class="section">
              ${sectionHead(view.t(word))}${byConcept(rows).map((lead, at, all) =>
                leadRow(view, lead, { again: all[at - 1]?.conceptId === lead.conceptId }),
              )}
            </section>`;
      })}
      ${
        ofFacets.length === 0
          ? ''
          : html`<section class="section">
              ${sectionHead(view.t('byFacet'), view.t('byFacetIntro'))}${ofFacets.map((lead) => facetLeadRow(view, lead))}
            </section>`
      }`,
  };
}
