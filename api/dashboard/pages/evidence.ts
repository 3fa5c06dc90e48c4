import { html } from 'hono/html';
import { findConcept } from '../../../storage/queries/concepts.ts';
import type { ApiContext } from '../../context.ts';
import { evidence, evidenceQuery } from '../../routes/evidence.ts';
import { count, dayWords } from '../figures.ts';
import type { Page } from '../layout.ts';
import { parseQuery } from '../parse-query.ts';
import { quiet } from '../parts/bits.ts';
import { documentPart } from '../parts/documents.ts';
import { conceptLink } from '../parts/trend-card.ts';
import type { View } from '../view.ts';

/** The documents behind a figure. Also what the drawer shows. */
export async function evidencePage(context: ApiContext, view: View): Promise<Page> {
  const query = parseQuery(evidenceQuery, view);
  const [{ data, next }, concept] = await Promise.all([
    evidence.answer(context, { params: {}, query }),
    context.read((sql) => findConcept(sql, query.concept)),
  ]);
  const name = concept === null ? query.concept : view.label(concept);
  const cell = [query.sector, query.market].filter((part) => part !== 'all').map((part) => view.name(part));
  if (query.aspect) cell.push(view.name(query.aspect));
  const time = query.week ?? query.from;
  return {
    title: `${view.t('evidence')}: ${name}`,
    at: '/evidence',
    body: html`<section class="hero">
        <p class="eyebrow">
          ${view.t('evidence')}${time ? ` · ${view.t('week')} ${dayWords(time, view.language)}` : ''}
        </p>
        <h1>
          <a
            href="${conceptLink(view, { conceptId: query.concept, sector: query.sector, market: query.market })}"
            >${name}</a
          >
        </h1>
        <p class="lede">
          ${cell.length > 0 ? `${cell.join(' · ')} — ` : ''}${count(data.counts.documents, view.language)}
          ${view.t('documents')}, ${data.counts.sources}
          ${view.t('sources')}${data.counts.heat > 0 ? `, ${view.t('copies', { n: data.counts.heat })}` : ''}
        </p>
      </section>
      <h2 class="sr">${view.t('documentsTitle')}</h2>
      ${data.documents.length === 0 ? quiet(view.t('evidenceNone')) : data.documents.map((document) => documentPart(view, document))}
      ${next ? html`<p class="more"><a class="button" data-drawer href="${view.link('/evidence', { ...view.query, cursor: next })}">${view.t('more')}</a></p>` : ''}`,
  };
}
