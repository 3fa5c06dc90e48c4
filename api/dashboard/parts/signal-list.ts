import { html } from 'hono/html';
import type { signals } from '../../routes/operations.ts';
import { dayWords } from '../figures.ts';
import type { View } from '../view.ts';
import { quiet } from './bits.ts';
import { conceptLink } from './trend-card.ts';

type Signal = Awaited<ReturnType<typeof signals.answer>>['data'][number];

interface SignalGroup {
  head: Signal;
  /** The same rule for the same subject in other markets. */
  others: Signal[];
}

const GRAVITY: Record<string, number> = { warning: 0, notice: 1, info: 2 };
/** What needs a person before what is only good to know. */
const RULES_LAST = 'trend-rising';
/** Reasons shown at once; the rest opens. */
const SHOWN = 2;

/** One entry for a rule, subject and week, whatever the number of its markets; the gravest first. */
export function groupSignals(rows: readonly Signal[]): SignalGroup[] {
  const groups = new Map<string, Signal[]>();
  for (const row of rows) {
    const key = `${row.rule}|${row.subject}|${row.week}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()]
    .flatMap((of) => {
      const head = of.find(({ market }) => market === 'all') ?? of[0];
      return head ? [{ head, others: of.filter((one) => one !== head) }] : [];
    })
    .sort((a, b) => rank(a.head) - rank(b.head));
}

const rank = ({ rule, severity }: Signal): number =>
  (GRAVITY[severity] ?? 3) + (rule === RULES_LAST ? 10 : 0);

function titleOf(view: View, row: Signal): string {
  return view.language === 'zh' ? row.titleZh : row.titleEn;
}

/** Where a person goes on from a signal. */
function linkOf(view: View, row: Signal): string | null {
  if (row.rule === 'new-term') return `${view.link('/operations')}#inbox`;
  if (row.rule.startsWith('source-')) return `${view.link('/operations')}#sources`;
  if (!/^[a-z]+:/.test(row.subject)) return null;
  if (row.subject.startsWith('brand:')) return view.link(`/brands/${encodeURIComponent(row.subject)}`);
  return conceptLink(view, { conceptId: row.subject, market: row.market });
}

function linked(view: View, row: Signal) {
  const link = linkOf(view, row);
  return link === null ? titleOf(view, row) : html`<a href="${link}">${titleOf(view, row)}</a>`;
}

export function signalList(view: View, rows: readonly Signal[]) {
  if (rows.length === 0) return quiet(view.t('noSignals'));
  return html`<ul class="signals">
    ${groupSignals(rows).map((group) => signalEntry(view, group))}
  </ul>`;
}

function signalEntry(view: View, { head, others }: SignalGroup) {
  const words = head.reasons.map((reason) => view.reason(reason));
  const rest = words.slice(SHOWN);
  return html`<li class="severity-${head.severity}">
    <p class="signal-title">
      <b>${linked(view, head)}</b>
      <span class="hint">${view.name(head.severity)} · ${dayWords(head.week, view.language)}</span>
      ${others.map(
        (other) =>
          html`<a class="flag" href="${linkOf(view, other) ?? view.link('/operations')}"
            >${view.name(other.market)}</a
          >`,
      )}
    </p>
    ${words.slice(0, SHOWN).map((reason) => html`<p class="hint">${reason}</p>`)}
    ${
      rest.length > 0
        ? html`<details>
            <summary>${view.t('reasons')}</summary>
            <ul class="plain">
              ${rest.map((reason) => html`<li>${reason}</li>`)}
            </ul>
          </details>`
        : ''
    }
  </li>`;
}

/** The few signals that are no rising trend, as one strip above the cards. */
export function noticeStrip(view: View, rows: readonly Signal[], most: number) {
  const told = groupSignals(rows.filter(({ rule }) => rule !== RULES_LAST)).slice(0, most);
  if (told.length === 0) return '';
  return html`<ul class="notices" aria-label="${view.t('signals')}">
    ${told.map(({ head }) => html`<li class="severity-${head.severity}">${linked(view, head)}</li>`)}
  </ul>`;
}
