import { AppError } from '../core/errors.ts';
import { slugOf, type AcceptBody } from '../core/inbox-decision.ts';
import { FACETS } from '../core/words.ts';
import { findCandidate, type CandidateRow } from './queries/candidates.ts';
import { findConcept, findConceptNamed } from './queries/concepts.ts';
import { decideCandidate, type CandidateDecision, type NewConcept } from './queries/decisions.ts';
import type { Sql } from './sql.ts';

/** Who decides, and when. */
export interface Decider {
  actor: string;
  at: Date;
}

export interface DecidedCandidate {
  id: string;
  status: CandidateDecision['status'];
  conceptId: string | null;
}

/** Makes a concept of a candidate. The past is not read again here: whoever calls asks for `reread-history`. */
export async function acceptCandidate(
  sql: Sql,
  id: string,
  body: AcceptBody,
  by: Decider,
): Promise<DecidedCandidate> {
  const concept = await conceptFrom(sql, await needCandidate(sql, id), body);
  return decide(sql, id, { status: 'accepted', conceptId: concept.id, ...by }, concept);
}

/** Makes a candidate an alias of a concept. */
export async function mergeCandidate(
  sql: Sql,
  id: string,
  concept: string,
  by: Decider,
): Promise<DecidedCandidate> {
  await needCandidate(sql, id);
  await needConcept(sql, 'concept', concept);
  return decide(sql, id, { status: 'merged', conceptId: concept, ...by });
}

/** Says that a candidate is no fashion term. */
export async function rejectCandidate(
  sql: Sql,
  id: string,
  reason: string | null,
  by: Decider,
): Promise<DecidedCandidate> {
  await needCandidate(sql, id);
  return decide(sql, id, { status: 'rejected', conceptId: null, reason, ...by });
}

async function needCandidate(sql: Sql, id: string): Promise<CandidateRow> {
  const candidate = await findCandidate(sql, id);
  if (candidate === null) throw new AppError('NOT_FOUND', `No candidate ${id}.`);
  if (candidate.status !== 'inbox') throw new AppError('CONFLICT', `${id} was ${candidate.status} already.`);
  return candidate;
}

async function needConcept(sql: Sql, key: string, id: string): Promise<void> {
  const concept = await findConcept(sql, id);
  if (concept === null) throw new AppError('BAD_INPUT', `${key}: there is no ${id}.`);
}

async function conceptFrom(sql: Sql, candidate: CandidateRow, body: AcceptBody): Promise<NewConcept> {
  const facet = body.facet ?? FACETS.find((known) => known === candidate.suggestedFacet);
  if (facet === undefined) throw new AppError('BAD_INPUT', 'facet: the candidate suggests none; name one.');
  if (body.hex !== undefined && facet !== 'color') {
    throw new AppError('BAD_INPUT', `hex: only colours have one, and this is a ${facet}.`);
  }
  const id = `${facet}:${slugOf(body.labelEn ?? candidate.term)}`;
  if ((await findConcept(sql, id)) !== null) {
    throw new AppError('CONFLICT', `${id} exists already; merge the candidate into it.`);
  }
  if (body.parent !== undefined) await needConcept(sql, 'parent', body.parent);
  const names = namesOf(candidate, body);
  const taken = await findConceptNamed(sql, [...names.zh, ...names.en]);
  if (taken !== null) {
    throw new AppError(
      'CONFLICT',
      `"${taken.name}" is a name of ${taken.id} already; merge the candidate into it.`,
    );
  }
  return {
    id,
    facet,
    labelZh: body.labelZh ?? candidate.term,
    labelEn: body.labelEn ?? candidate.term,
    aliasesZh: names.zh,
    aliasesEn: names.en,
    hex: body.hex ?? null,
    parentId: body.parent ?? (await knownParent(sql, candidate.suggestedParent)),
  };
}

/** The term and the labels a person gave are what texts are searched for. */
function namesOf(candidate: CandidateRow, body: AcceptBody): { zh: string[]; en: string[] } {
  const own = (language: string): string[] => (candidate.language === language ? [candidate.term] : []);
  const given = (label: string | undefined): string[] => (label === undefined ? [] : [label]);
  return {
    zh: [...new Set([...given(body.labelZh), ...own('zh')])],
    en: [...new Set([...given(body.labelEn), ...own('en')])],
  };
}

async function knownParent(sql: Sql, id: string | null): Promise<string | null> {
  return id !== null && (await findConcept(sql, id)) !== null ? id : null;
}

async function decide(
  sql: Sql,
  id: string,
  decision: CandidateDecision,
  concept?: NewConcept,
): Promise<DecidedCandidate> {
  if (!(await decideCandidate(sql, id, decision, concept))) {
    throw new AppError('CONFLICT', `${id} has been decided already.`);
  }
  return { id, status: decision.status, conceptId: decision.conceptId };
}
