import { html } from 'hono/html';
import type { scoreboard } from '../../routes/scoreboard.ts';
import { change, count, either, percent, sharePercent } from '../figures.ts';
import type { View } from '../view.ts';
import { quiet } from './bits.ts';

type Board = Awaited<ReturnType<typeof scoreboard.answer>>['data'];
type Score = Omit<NonNullable<Board['all']>, 'name'>;

/** The scoreboard by model, facet, voice and weeks ahead, and what became of the stage calls. */
export function scoreboardPart(view: View, board: Board) {
  if (board.all === null) return quiet(view.t(board.kind === 'replayed' ? 'noReplays' : 'noScores'));
  const named = (rows: Score[], name: (at: number) => string) =>
    rows.map((row, at) => ({ name: name(at), row }));
  const groups = [
    { title: view.t('model'), rows: named(board.models, (at) => board.models[at]!.model) },
    { title: view.t('facet'), rows: named(board.facets, (at) => view.name(board.facets[at]!.facet)) },
    { title: view.t('sector'), rows: named(board.sectors, (at) => view.name(board.sectors[at]!.sector)) },
    {
      title: view.t('horizonBand'),
      rows: named(board.weeks, (at) => board.weeks[at]!.weeks.replace('-', '–')),
    },
  ];
  return html`${scoreTable(view, [{ title: '', rows: [{ name: view.t('all'), row: board.all }] }, ...groups])}
  ${callTable(view, board.calls)}`;
}

function scoreTable(view: View, groups: { title: string; rows: { name: string; row: Score }[] }[]) {
  const heads = ['scored', 'error', 'naiveError', 'better', 'directionRight', 'band80', 'band95'] as const;
  return html`<div class="scroll" tabindex="0">
    <table>
      <thead>
        <tr>
          <td></td>
          ${heads.map((head) => html`<th scope="col" class="num">${view.t(head)}</th>`)}
        </tr>
      </thead>
      ${groups.map(
        ({ title, rows }) =>
          html`<tbody>
            ${
              title === ''
                ? ''
                : html`<tr>
                    <th scope="rowgroup" colspan="${heads.length + 1}" class="hint">${title}</th>
                  </tr>`
            }
            ${rows.map(({ name, row }) => scoreRow(view, name, row))}
          </tbody>`,
      )}
    </table>
  </div>`;
}

function scoreRow(view: View, name: string, row: Score) {
  const against = row.relativeError === null ? null : row.relativeError - 1;
  return html`<tr>
    <th scope="row">${name}</th>
    <td class="num">${count(row.scored, view.language)}</td>
    <td class="num">${sharePercent(row.meanAbsoluteError)}</td>
    <td class="num">${sharePercent(row.naiveMeanAbsoluteError)}</td>
    <td class="num ${(against ?? 0) <= 0 ? 'up' : 'down'}">${either(against, change)}</td>
    <td class="num">${either(row.direction, percent)}</td>
    <td class="num">${percent(row.coverage80)}</td>
    <td class="num">${percent(row.coverage95)}</td>
  </tr>`;
}

function callTable(view: View, calls: Board['calls']) {
  if (!calls.some(({ judged }) => judged > 0)) return '';
  return html`<div class="scroll" tabindex="0">
    <table>
      <caption>
        ${view.t('callsIntro')}
      </caption>
      <thead>
        <tr>
          <th scope="col">${view.t('stage')}</th>
          <th scope="col" class="num">${view.t('judgedCalls')}</th>
          <th scope="col" class="num">${view.t('successRate')}</th>
        </tr>
      </thead>
      <tbody>
        ${calls.map(
          (call) =>
            html`<tr>
              <th scope="row">${view.name(call.stage)}</th>
              <td class="num">${count(call.judged, view.language)}</td>
              <td class="num">${either(call.successRate, percent)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
