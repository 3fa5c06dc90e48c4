import type { Week } from '../../core/dates.ts';
import { dayOf } from '../../core/dates.ts';
import { asReasons, type Reason } from '../../core/reason.ts';
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
    reasons: [
      ...reasonsOf(source),
      ...(source.since ? [{ en: `since ${dayOf(source.since)}`, zh: `自 ${dayOf(source.since)} 起` }] : []),
    ],
  }));
}

/** The reason as it was noted, and, where only a person can mend it, how. */
function reasonsOf({ id, health, reason }: AilingSource): Reason[] {
  if (health !== 'paused') return asReasons(reason);
  const resume = `hemline sources resume ${id} --by NAME`;
  return [
    ...asReasons(reason).map(({ en, zh }) => ({ en, zh: zh.replace(/^broke a rule: /, '违反规则：') })),
    { en: `only a person lets it go on: ${resume}`, zh: `只有人可以恢复：${resume}` },
  ];
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
      {
        en: `${candidate.documents} documents since ${candidate.firstSeen}, ${expected(candidate.baseline)} expected`,
        zh: `自 ${candidate.firstSeen} 起 ${candidate.documents} 篇文档，预期 ${expected(candidate.baseline)}`,
      },
      { en: `score ${candidate.score.toFixed(1)}`, zh: `得分 ${candidate.score.toFixed(1)}` },
    ],
  }));
}

const expected = (baseline: number): string => (baseline < 0.1 ? '< 0.1' : baseline.toFixed(1));
