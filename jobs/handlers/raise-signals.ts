import { BASELINE_WEEKS, GAP_WEEKS, RECENT_WEEKS } from '../../core/crisis.ts';
import { addWeeks, weekOf } from '../../core/dates.ts';
import {
  ailingSources,
  blamedAspects,
  brandWeeks,
  burstingCandidates,
  raiseSignals,
  risingStates,
  type SignalToRaise,
} from '../../storage/signals.ts';
import { noteConfidence } from '../../storage/queries/metric-weeks.ts';
import { listSignalRules } from '../../storage/signal-rules.ts';
import type { Handler } from '../handler.ts';
import { findBrandCrises } from '../signals/brand-crises.ts';
import { brandSignal } from '../signals/brand-signals.ts';
import { candidateSignals, sourceSignals } from '../signals/other-signals.ts';
import { CONFIDENCE_TO_SIGNAL, risingTrendSignals } from '../signals/rising-trends.ts';
import { userRuleSignals } from '../signals/user-rules.ts';

const FRESH_WEEKS = 6;
const DOCUMENTS_OF_A_TERM = 8;
const MOST_TERMS = 20;

/** Applies the built-in rules and people's own to the last complete week. A rule fires once for a subject, market and week. */
export const raiseSignalsStage: Handler<'raise-signals'> = async (context) => {
  const { sql, clock } = context;
  const until = weekOf(clock.now());
  const week = addWeeks(until, -1);
  const recent = { from: addWeeks(until, -RECENT_WEEKS), until };
  const signals: SignalToRaise[] = risingTrendSignals(await risingStates(sql, CONFIDENCE_TO_SIGNAL));
  const from = addWeeks(until, -(RECENT_WEEKS + GAP_WEEKS + BASELINE_WEEKS));
  for (const crisis of findBrandCrises(await brandWeeks(sql, { from, until }), until)) {
    const blame = await blamedAspects(sql, { brand: crisis.brand, market: crisis.market, ...recent });
    signals.push(brandSignal(crisis, blame, week));
  }
  signals.push(...sourceSignals(await ailingSources(sql), week));
  const fresh = { from: addWeeks(until, -FRESH_WEEKS), minDocuments: DOCUMENTS_OF_A_TERM, limit: MOST_TERMS };
  signals.push(...candidateSignals(await burstingCandidates(sql, fresh), week));
  await noteConfidence(sql);
  for (const { rule } of await listSignalRules(sql))
    signals.push(...(await userRuleSignals(sql, rule, week)));
  return { fired: signals.length, raised: await raiseSignals(sql, signals, clock) };
};
