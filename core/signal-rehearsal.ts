import type { Firing } from './judge-signal-rule.ts';
import type { Reason } from './reason.ts';

/** A firing of a rule for one of its subjects. */
export interface SubjectFiring extends Firing {
  subject: string;
  labelZh: string;
  labelEn: string;
}

/** What a rule would have done had it been there. */
export interface Rehearsal {
  days: number;
  /** The weeks rehearsed, both included. */
  from: string;
  to: string;
  /** Subjects with any data, and the weeks of all of them that could be judged. */
  subjects: number;
  weeksJudged: number;
  fired: number;
  summary: Reason;
  /** The newest first; only the first of them where there are very many. */
  firings: SubjectFiring[];
}

export const REHEARSAL_DAYS = 90;
