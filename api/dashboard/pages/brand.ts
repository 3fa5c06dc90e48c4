import { html } from 'hono/html';
import { listMarkets } from '../../../storage/queries/concepts.ts';
import type { ApiContext } from '../../context.ts';
import { conceptId } from '../../parameters.ts';
import { badParameters } from '../../problem.ts';
import { brand } from '../../routes/brands.ts';
import { evidence, evidenceQuery } from '../../routes/evidence.ts';
import { either, percent, signed } from '../figures.ts';
import type { Page } from '../layout.ts';
import { parseQuery } from '../parse-query.ts';
import { chart, quiet, sectionHead } from '../parts/bits.ts';
import { aspectBars, crisisBanner, marketForm } from '../parts/brand-parts.ts';
import { documentPart } from '../parts/documents.ts';
import { evidenceLink } from '../parts/trend-card.ts';
import type { View } from '../view.ts';

type BrandAnswer = Awaited<ReturnType<typeof brand.answer>>['data'];

/** One brand: its voice, its sentiment over time, the garment and the service apart, and what people say. */
export async function brandPage(
  context: ApiContext,
  view: View,
  params: Record<string, string>,
): Promise<Page> {
  const parsed = conceptId.safeParse(params['id'] ?? '');
  if (!parsed.success) throw badParameters(parsed.error);
  const id = parsed.data;
  const query = parseQuery(brand.query, view);
  const quotesOf = (polarity: string) =>
    evidence.answer(context, {
      params: {},
      query: evidenceQuery.parse({
        concept: id,
        market: query.market,
        opinions: 'yes',
        polarity,
        limit: '4',
      }),
    });
  const [{ data }, negative, positive, markets] = await Promise.all([
    brand.answer(context, { params: { id }, query }),
    quotesOf('negative'),
    quotesOf('positive'),
    context.read(listMarkets),
  ]);
  const quotes = [...negative.data.documents, ...positive.data.documents];
  const voice = (name: string) => data.aspects.filter((aspect) => aspect.voice === name);
  return {
    title: view.label(data),
    at: '/brands',
    charts: true,
    body: html`<section class="hero">
        <p class="eyebrow"><a href="${view.link('/brands')}">${view.t('brands')}</a></p>
        <div class="title-line">
          <h1>${view.label(data)}</h1>
          <span class="other">${view.otherLabel(data)}</span>
        </div>
      </section>
      ${data.crisis ? crisisBanner(view, data) : ''}
      ${marketForm(view, `/brands/${encodeURIComponent(id)}`, markets)} ${figures(view, data)}
      ${data.weeks.length === 0 ? quiet(view.t('insufficientPlain')) : overTime(view, data)}
      <section class="section split split-even">
        <div>
          ${sectionHead(view.t('productVoice'), view.t('productVoiceHint'))}${aspectBars(view, id, voice('product'))}
        </div>
        <div>
          ${sectionHead(view.t('serviceVoice'), view.t('serviceVoiceHint'))}${aspectBars(view, id, voice('service'))}
        </div>
      </section>
      <section class="section">
        ${sectionHead(view.t('quotes'))}
        ${quotes.length === 0 ? quiet(view.t('evidenceNone')) : html`<div class="quote-grid">${quotes.map((one) => documentPart(view, one))}</div>`}
      </section>`,
  };
}

function figures(view: View, data: BrandAnswer) {
  if (data.insufficient !== null) return quiet(view.t('insufficient', { n: view.thin(data.insufficient) }));
  return html`<dl class="stats">
    <div>
      <dt>${view.t('shareOfVoice')}</dt>
      <dd>${either(data.shareOfVoice, percent)}</dd>
    </div>
    <div>
      <dt>${view.t('netSentiment')}</dt>
      <dd>
        ${either(data.netSentiment, signed)}<small
          >${view.t('netSentimentHint')}${data.netSentimentBefore === null ? '' : ` · ${signed(data.netSentimentBefore)} →`}</small
        >
      </dd>
    </div>
    <div>
      <dt>${view.t('crisisScore')}</dt>
      <dd class="${data.crisis ? 'down' : ''}">
        ${either(data.crisisScore, (value) => value.toFixed(1))}<small>${view.t('crisisHint')}</small>
      </dd>
    </div>
    <div>
      <dt>${view.t('evidence')}</dt>
      <dd>
        <a data-drawer href="${evidenceLink(view, { conceptId: data.id, market: data.market })}"
          >${data.documents}</a
        ><small>${view.t('documents')}</small>
      </dd>
    </div>
  </dl>`;
}

function overTime(view: View, data: BrandAnswer) {
  const weeks = data.weeks.map((week) => week.week);
  const words = { week: view.t('week') };
  const evidenceAt = evidenceLink(view, { conceptId: data.id, market: data.market });
  return html`<section class="section split split-even">
    ${chart(view, {
      id: 'sentiment',
      kind: 'lines',
      title: view.t('netSentiment'),
      caption: view.t('netSentimentHint'),
      data: {
        weeks,
        lines: [{ name: view.t('netSentiment'), values: data.weeks.map((week) => week.netSentiment) }],
        smooth: 4,
        words,
        evidence: evidenceAt,
      },
    })}
    ${chart(view, {
      id: 'voice',
      kind: 'lines',
      title: view.t('shareOfVoice'),
      data: {
        weeks,
        percent: true,
        lines: [{ name: view.t('shareOfVoice'), values: data.weeks.map((week) => week.shareOfVoice) }],
        smooth: 4,
        words,
        evidence: evidenceAt,
      },
    })}
  </section>`;
}
