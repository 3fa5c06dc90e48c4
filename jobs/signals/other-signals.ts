import type { Week } from '../../core/dates.ts';
import { dayOf } from '../../core/dates.ts';
import type { AilingSource, BurstingCandidate, SignalToRaise } from '../../storage/signals.ts';

const HEALTH_ZH: Record<string, string> = { silent: '已沉默', blocked: '被拒绝访问', paused: '已暂停' };

/** A source that says nothing any more makes gaps; a person has to know. */
export function sourceSignals(sources: readonly AilingSource[], week: Week): SignalToRaise[] {
  return sources.map((source) => ({
    rule: `source-${source.health}`,
    subject: source.id,
    market: source.market,
    week,
    severity: source.health === 'silent' ? ('notice' as const) : ('warning' as const),
    titleZh: `来源“${source.name}”${HEALTH_ZH[source.health] ?? source.health}`,
    titleEn: `The source ${source.name} is ${source.health}`,
    reasons: [source.reason, ...(source.since ? [`since ${dayOf(source.since)}`] : [])],
  }));
}

export function candidateSignals(candidates: readonly BurstingCandidate[], week: Week): SignalToRaise[] {
  return candidates.map((candidate) => ({
    rule: 'new-term',
    subject: candidate.id,
    market: 'all',
    week,
    severity: 'info' as const,
    titleZh: `新词“${candidate.term}”在收件箱中`,
    titleEn: `The term “${candidate.term}” ${candidate.kind === 'new' ? 'is new' : 'bursts'} and waits in the inbox`,
    reasons: [
      `${candidate.documents} documents since ${candidate.firstSeen}, ${candidate.baseline} expected`,
      `score ${candidate.score.toFixed(1)}`,
    ],
  }));
}
