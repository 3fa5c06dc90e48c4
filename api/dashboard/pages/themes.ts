import { html } from 'hono/html';
import { theme, themes, type Theme } from '../../routes/themes.ts';
import { bigintId } from '../../parameters.ts';
import { badParameters } from '../../problem.ts';
import type { ApiContext } from '../../context.ts';
import { change, dayWords, sharePercent } from '../figures.ts';
import type { Page } from '../layout.ts';
import { chart, quiet, sectionHead, swatch } from '../parts/bits.ts';
import { direction } from '../parts/growth-figure.ts';
import { conceptLink } from '../parts/trend-card.ts';
import type { View } from '../view.ts';

export async function themesPage(context: ApiContext, view: View): Promise<Page> {
  const { data } = await themes.answer(context, { params: {}, query: { past: 'no', limit: 60 } });
  return {
    title: view.t('themes'),
    at: '/themes',
    body: html`<section class="hero">
        <h1>${view.t('themes')}</h1>
        <p class="lede">${view.t('themesIntro')}</p>
      </section>
      ${data.length === 0 ? quiet(view.t('noThemes')) : html`<div class="theme-list">${data.map((one) => themeCard(view, one))}</div>`}`,
  };
}

export async function themePage(
  context: ApiContext,
  view: View,
  params: Record<string, string>,
): Promise<Page> {
  const id = bigintId.safeParse(params['id']);
  if (!id.success) throw badParameters(id.error);
  const { data } = await theme.answer(context, { params: { id: id.data }, query: {} });
  return {
    title: nameOf(view, data),
    at: '/themes',
    charts: data.history.length > 1,
    body: html`<section class="hero">
        <p class="eyebrow"><a href="${view.link('/themes')}">${view.t('themes')}</a></p>
        <h1>${nameOf(view, data)}</h1>
        <p class="lede">${view.t('since')} ${dayWords(data.firstWeek, view.language)}</p>
      </section>
      ${themeCard(view, data)}
      ${
        data.history.length > 1
          ? html`<section class="section">
              ${sectionHead(view.t('members'))}${chart(view, {
                id: 'history',
                kind: 'lines',
                height: 'short',
                title: view.t('members'),
                data: {
                  weeks: data.history.map((week) => week.week),
                  percent: false,
                  lines: [{ name: view.t('members'), values: data.history.map((week) => week.members) }],
                  words: { week: view.t('week') },
                },
              })}
            </section>`
          : ''
      }`,
  };
}

const nameOf = (view: View, one: { nameZh: string; nameEn: string }) =>
  view.language === 'zh' ? one.nameZh : one.nameEn;

function themeCard(view: View, one: Theme) {
  const { growth, share } = one;
  return html`<article class="theme">
    ${one.palette.length > 0 ? palette(view, one) : ''}
    <h2><a href="${view.link(`/themes/${one.id}`)}">${nameOf(view, one)}</a></h2>
    <p class="figure ${direction(growth)}">
      ${
        growth === null
          ? html`<span class="figure-none">${view.t('noYearBefore')}</span>`
          : html`<b>${change(growth)}</b>`
      }
      <small
        >${view.t('vsYear')}${share === null ? '' : html`<br />${view.t('magnitude')} ${sharePercent(share)}`}</small
      >
    </p>
    <ul class="tags">
      ${one.members.map((member) => {
        const name = (view.language === 'zh' ? member.labelZh : member.labelEn) ?? member.member;
        return html`<li>
          ${
            member.facet === null
              ? html`<a href="${view.link('/operations')}#inbox"
                  >${name} <span class="hint">${view.t('new')}</span></a
                >`
              : html`<a href="${conceptLink(view, { conceptId: member.member })}"
                  >${swatch(member.hex, name)}${name}</a
                >`
          }
        </li>`;
      })}
    </ul>
    <p class="hint">${view.t('since')} ${dayWords(one.firstWeek, view.language)}</p>
  </article>`;
}

function palette(view: View, one: Theme) {
  return html`<div
    class="palette"
    role="img"
    aria-label="${view.t('palette')}: ${one.palette.map((color) => color.hex).join(', ')}"
  >
    ${one.palette.map(
      (color) =>
        html`<span style="background:${color.hex};--weight:${color.weight}" title="${color.hex}"></span>`,
    )}
  </div>`;
}
