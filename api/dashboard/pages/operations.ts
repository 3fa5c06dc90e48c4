import { html } from 'hono/html';
import type { ApiContext } from '../../context.ts';
import { candidates } from '../../routes/candidates.ts';
import { ledger, signals, sources, stageRuns } from '../../routes/operations.ts';
import { scoreboard } from '../../routes/scoreboard.ts';
import { signalDeliveries, signalRules } from '../../routes/signal-rules.ts';
import type { Page } from '../layout.ts';
import { sectionHead } from '../parts/bits.ts';
import { inbox } from '../parts/inbox.ts';
import { ledgerTable, sourceTable, stageTable } from '../parts/operation-tables.ts';
import { scoreboardPart } from '../parts/scoreboard-part.ts';
import { signalList } from '../parts/signal-list.ts';
import { signalRulesPart } from '../parts/signal-rules-part.ts';
import type { View } from '../view.ts';

/** How the machine fares, and what waits for a person. */
export async function operationsPage(context: ApiContext, view: View): Promise<Page> {
  const none = { params: {} };
  const [watched, waiting, fired, lived, replayed, runs, fetched, rules, sent] = await Promise.all([
    sources.answer(context, { ...none, query: {} }),
    candidates.answer(context, { ...none, query: candidates.query.parse({ limit: '20' }) }),
    signals.answer(context, { ...none, query: signals.query.parse({ limit: '80' }) }),
    scoreboard.answer(context, { ...none, query: { kind: 'lived' } }),
    scoreboard.answer(context, { ...none, query: { kind: 'replayed' } }),
    stageRuns.answer(context, { ...none, query: { limit: 14 } }),
    ledger.answer(context, { ...none, query: ledger.query.parse({ limit: '20' }) }),
    signalRules.answer(context, { ...none, query: {} }),
    signalDeliveries.answer(context, { ...none, query: signalDeliveries.query.parse({ limit: '12' }) }),
  ]);
  return {
    title: view.t('operations'),
    at: '/operations',
    body: html`<section class="hero">
        <h1>${view.t('operations')}</h1>
        <ul class="facts">
          <li><a href="#signals">${view.t('signals')}</a></li>
          <li><a href="#rules">${view.t('signalRules')}</a></li>
          <li><a href="#inbox">${view.t('inbox')}</a></li>
          <li><a href="#sources">${view.t('health')}</a></li>
          <li><a href="#scoreboard">${view.t('scoreboard')}</a></li>
          <li><a href="#runs">${view.t('stageRuns')}</a></li>
          <li><a href="#ledger">${view.t('ledger')}</a></li>
        </ul>
      </section>
      <section id="signals">${sectionHead(view.t('signals'))}${signalList(view, fired.data)}</section>
      <section class="section" id="rules">
        ${sectionHead(view.t('signalRules'), view.t('signalRulesIntro'))}
        ${signalRulesPart(view, rules.data, sent.data)}
      </section>
      <section class="section" id="inbox">
        ${sectionHead(view.t('inbox'), view.t('inboxIntro'))}${inbox(view, waiting.data)}
      </section>
      <section class="section" id="sources">
        ${sectionHead(view.t('health'))}${sourceTable(view, watched.data)}
      </section>
      <section class="section" id="scoreboard">
        ${sectionHead(view.t('scoreboard'), view.t('scoreboardIntro'))}${scoreboardPart(view, lived.data)}
      </section>
      <section class="section" id="replayed">
        ${sectionHead(view.t('replayed'), view.t('replayedIntro'))}${scoreboardPart(view, replayed.data)}
      </section>
      <section class="section" id="runs">
        ${sectionHead(view.t('stageRuns'))}${stageTable(view, runs.data)}
      </section>
      <section class="section" id="ledger">
        ${sectionHead(view.t('ledger'), view.t('ledgerIntro'))}${ledgerTable(view, fetched.data)}
      </section>`,
  };
}
