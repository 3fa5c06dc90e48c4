import { z } from 'zod';
import { AppError } from '../../core/errors.ts';
import { FACETS } from '../../core/words.ts';
import { findCandidate } from '../../storage/queries/candidates.ts';
import { findConcept } from '../../storage/queries/concepts.ts';
import { decideCandidate, resumeSource } from '../../storage/queries/decisions.ts';
import { findSource } from '../../storage/queries/sources.ts';
import type { ApiApp } from '../app.ts';
import type { ApiContext } from '../context.ts';
import { conceptId } from '../parameters.ts';
import type { ResponseCache } from '../response-cache.ts';
import { mountWrite } from '../write.ts';

const candidateId = z.strictObject({ id: z.string().min(1).max(200) });
const label = z.string().trim().min(1).max(80);
const decided = z.object({ id: z.string(), status: z.string(), conceptId: z.string().nullable() });

/** The few things that may be changed from outside: decisions on the inbox, and resuming a stopped source. */
export function mountWrites(app: ApiApp, context: ApiContext, cache: ResponseCache): void {
  const { options } = context;
  mountWrite(app, cache, {
    name: 'acceptCandidate',
    path: '/candidates/{id}/accept',
    summary: 'Makes a concept of a candidate and reads the recent past again',
    params: candidateId,
    body: z.strictObject({
      facet: z.enum(FACETS).optional(),
      labelEn: label.optional(),
      labelZh: label.optional(),
      parent: conceptId.optional(),
    }),
    data: decided,
    async act({ params, body, actor }) {
      const candidate = await needCandidate(context, params.id);
      const facet = body.facet ?? FACETS.find((known) => known === candidate.suggestedFacet);
      if (facet === undefined)
        throw new AppError('BAD_INPUT', 'facet: is not suggested by the candidate; name one.');
      const id = `${facet}:${slugOf(body.labelEn ?? candidate.term)}`;
      if ((await context.read((sql) => findConcept(sql, id))) !== null) {
        throw new AppError('CONFLICT', `${id} exists already; merge the candidate into it.`);
      }
      await decide(
        params.id,
        { status: 'accepted', conceptId: id, at: context.clock.now(), actor },
        {
          id,
          facet,
          labelZh: body.labelZh ?? candidate.term,
          labelEn: body.labelEn ?? candidate.term,
          language: candidate.language,
          term: candidate.term,
          parentId: body.parent ?? candidate.suggestedParent,
        },
      );
      return { id: params.id, status: 'accepted', conceptId: id };
    },
  });
  mountWrite(app, cache, {
    name: 'mergeCandidate',
    path: '/candidates/{id}/merge',
    summary: 'Makes a candidate an alias of a concept and reads the recent past again',
    params: candidateId,
    body: z.strictObject({ concept: conceptId }),
    data: decided,
    async act({ params, body, actor }) {
      await needCandidate(context, params.id);
      if ((await context.read((sql) => findConcept(sql, body.concept))) === null) {
        throw new AppError('BAD_INPUT', `concept: there is no ${body.concept}.`);
      }
      await decide(params.id, { status: 'merged', conceptId: body.concept, at: context.clock.now(), actor });
      return { id: params.id, status: 'merged', conceptId: body.concept };
    },
  });
  mountWrite(app, cache, {
    name: 'rejectCandidate',
    path: '/candidates/{id}/reject',
    summary: 'Says that a candidate is no fashion term',
    params: candidateId,
    body: z.strictObject({}),
    data: decided,
    async act({ params, actor }) {
      await needCandidate(context, params.id);
      await decide(params.id, { status: 'rejected', conceptId: null, at: context.clock.now(), actor });
      return { id: params.id, status: 'rejected', conceptId: null };
    },
  });
  mountWrite(app, cache, {
    name: 'resumeSource',
    path: '/sources/{id}/resume',
    summary: 'Lets a paused or blocked source crawl again; only a person does this',
    params: z.strictObject({ id: z.string().min(1).max(120) }),
    body: z.strictObject({}),
    data: z.object({ id: z.string(), health: z.string() }),
    async act({ params, actor }) {
      const source = await context.read((sql) => findSource(sql, params.id));
      if (source === null) throw new AppError('NOT_FOUND', `No source ${params.id}.`);
      if (!(await resumeSource(options.sql, params.id, { at: context.clock.now(), actor }))) {
        throw new AppError('CONFLICT', `${params.id} is ${source.health}, not paused or blocked.`);
      }
      await options.enqueue('crawl-source', { source: params.id });
      return { id: params.id, health: 'new' };
    },
  });

  type Decision = Parameters<typeof decideCandidate>[2];
  async function decide(id: string, decision: Decision, concept?: Parameters<typeof decideCandidate>[3]) {
    if (!(await decideCandidate(options.sql, id, decision, concept))) {
      throw new AppError('CONFLICT', `${id} has been decided already.`);
    }
    if (decision.status !== 'rejected') await options.enqueue('reread-history', {});
  }
}

async function needCandidate(context: ApiContext, id: string) {
  const candidate = await context.read((sql) => findCandidate(sql, id));
  if (candidate === null) throw new AppError('NOT_FOUND', `No candidate ${id}.`);
  if (candidate.status !== 'inbox') throw new AppError('CONFLICT', `${id} was ${candidate.status} already.`);
  return candidate;
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
