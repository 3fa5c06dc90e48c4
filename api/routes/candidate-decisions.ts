import { z } from 'zod';
import { AppError } from '../../core/errors.ts';
import { FACETS } from '../../core/words.ts';
import { findCandidate, type CandidateRow } from '../../storage/queries/candidates.ts';
import { findConcept } from '../../storage/queries/concepts.ts';
import { decideCandidate, type CandidateDecision, type NewConcept } from '../../storage/queries/decisions.ts';
import type { ApiApp } from '../app.ts';
import type { ApiContext } from '../context.ts';
import { conceptId } from '../parameters.ts';
import type { ResponseCache } from '../response-cache.ts';
import { mountWrite } from '../write.ts';

const params = z.strictObject({ id: z.string().min(1).max(200) });
const label = z.string().trim().min(1).max(80);
const decided = z.object({ id: z.string(), status: z.string(), conceptId: z.string().nullable() });

const acceptBody = z.strictObject({
  facet: z.enum(FACETS).optional(),
  labelEn: label.optional(),
  labelZh: label.optional(),
  parent: conceptId.optional(),
});

/** Accept, merge, reject: recorded with who decided, and the recent past is read again with the new word. */
export function mountCandidateDecisions(app: ApiApp, context: ApiContext, cache: ResponseCache): void {
  mountWrite(app, cache, {
    name: 'acceptCandidate',
    path: '/candidates/{id}/accept',
    summary: 'Makes a concept of a candidate and reads the past again',
    params,
    body: acceptBody,
    data: decided,
    async act({ params: { id }, body, actor }) {
      const concept = await conceptFrom(context, await needCandidate(context, id), body);
      return decide(context, id, { status: 'accepted', conceptId: concept.id, actor }, concept);
    },
  });
  mountWrite(app, cache, {
    name: 'mergeCandidate',
    path: '/candidates/{id}/merge',
    summary: 'Makes a candidate an alias of a concept and reads the past again',
    params,
    body: z.strictObject({ concept: conceptId }),
    data: decided,
    async act({ params: { id }, body, actor }) {
      await needCandidate(context, id);
      if ((await context.read((sql) => findConcept(sql, body.concept))) === null) {
        throw new AppError('BAD_INPUT', `concept: there is no ${body.concept}.`);
      }
      return decide(context, id, { status: 'merged', conceptId: body.concept, actor });
    },
  });
  mountWrite(app, cache, {
    name: 'rejectCandidate',
    path: '/candidates/{id}/reject',
    summary: 'Says that a candidate is no fashion term',
    params,
    body: z.strictObject({}),
    data: decided,
    async act({ params: { id }, actor }) {
      await needCandidate(context, id);
      return decide(context, id, { status: 'rejected', conceptId: null, actor });
    },
  });
}

async function needCandidate(context: ApiContext, id: string): Promise<CandidateRow> {
  const candidate = await context.read((sql) => findCandidate(sql, id));
  if (candidate === null) throw new AppError('NOT_FOUND', `No candidate ${id}.`);
  if (candidate.status !== 'inbox') throw new AppError('CONFLICT', `${id} was ${candidate.status} already.`);
  return candidate;
}

async function conceptFrom(
  context: ApiContext,
  candidate: CandidateRow,
  body: z.output<typeof acceptBody>,
): Promise<NewConcept> {
  const facet = body.facet ?? FACETS.find((known) => known === candidate.suggestedFacet);
  if (facet === undefined) throw new AppError('BAD_INPUT', 'facet: the candidate suggests none; name one.');
  const id = `${facet}:${slugOf(body.labelEn ?? candidate.term)}`;
  if ((await context.read((sql) => findConcept(sql, id))) !== null) {
    throw new AppError('CONFLICT', `${id} exists already; merge the candidate into it.`);
  }
  return {
    id,
    facet,
    labelZh: body.labelZh ?? candidate.term,
    labelEn: body.labelEn ?? candidate.term,
    language: candidate.language,
    term: candidate.term,
    parentId: body.parent ?? candidate.suggestedParent,
  };
}

async function decide(
  context: ApiContext,
  id: string,
  decision: Omit<CandidateDecision, 'at'>,
  concept?: NewConcept,
): Promise<z.input<typeof decided>> {
  const at = context.clock.now();
  if (!(await decideCandidate(context.options.sql, id, { ...decision, at }, concept))) {
    throw new AppError('CONFLICT', `${id} has been decided already.`);
  }
  if (decision.status !== 'rejected') await context.options.enqueue('reread-history', { chain: 'all' });
  return { id, status: decision.status, conceptId: decision.conceptId };
}

/** Letters and digits of any script, words joined by hyphens. */
function slugOf(text: string): string {
  const slug = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  if (slug === '') throw new AppError('BAD_INPUT', 'labelEn: needs letters or digits to make an id from.');
  return slug.slice(0, 100);
}
