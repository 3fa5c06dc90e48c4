import type { Groups } from './fold-groups.ts';
import { inChunks, type AnySql } from './sql.ts';

/** Whether two texts are one published twice; ids let it keep what it made of a text. */
export type CopyJudge = (one: CopyText, two: CopyText) => boolean;
export interface CopyText {
  id: string;
  text: string;
}

/** Documents looked at for one value of a sketch: what more of them share is furniture, or copies joined already. */
const MOST_OF_A_VALUE = 24;
/** Candidates judged for one text, the most alike first. */
const MOST_JUDGED = 10;
const PROBES_AT_ONCE = 100;
const LONGEST_TEXT = 120_000;

interface Exact {
  id: string;
  key: string;
  /** The head of an equal text that was folded before, or null. */
  label: string | null;
}

/** Equal texts. Products are never copies. */
export async function joinExact(tx: AnySql, ids: string[], groups: Groups): Promise<void> {
  const first = new Map<string, string>();
  for (const { id, key, label } of [...(await equalTexts(tx, ids)), ...(await equalVoices(tx, ids))]) {
    const other = first.get(key) ?? label;
    first.set(key, other ?? id);
    if (other !== null) groups.join(other, id);
  }
}

const tells = (tx: AnySql) => tx`exists (select from document_bands x where x.document_id = d.id)`;

/** All folded copies of a text have one head: the first that is found names it. */
async function equalTexts(tx: AnySql, ids: string[]): Promise<Exact[]> {
  return tx<Exact[]>`
    with batch as materialized (
      select d.id, d.content_hash from documents d
      where d.id = any(${ids}::bigint[]) and d.kind <> 'product' and ${tells(tx)}
    ), known as materialized (
      select t.content_hash, (
        select coalesce(d.duplicate_of, d.id) from documents d
        where d.content_hash = t.content_hash and d.folded and d.kind <> 'product' and d.id <> all(${ids}::bigint[])
          and ${tells(tx)} limit 1
      ) as label from (select distinct content_hash from batch) t
    )
    select b.id, b.content_hash as key, k.label from batch b join known k using (content_hash)`;
}

/**
 * A text too short to tell copies ("好看": it has no sketch) is a copy only of the same known author's words about the
 * same product: two people may well say the same.
 */
async function equalVoices(tx: AnySql, ids: string[]): Promise<Exact[]> {
  return tx<Exact[]>`
    with batch as materialized (
      select d.id, d.content_hash, d.author, coalesce(d.product_id, 0) as product from documents d
      where d.id = any(${ids}::bigint[]) and d.kind <> 'product' and d.author is not null and not ${tells(tx)}
    ), known as materialized (
      select t.*, (
        select coalesce(d.duplicate_of, d.id) from documents d
        where d.content_hash = t.content_hash and d.author = t.author and coalesce(d.product_id, 0) = t.product
          and d.folded and d.kind <> 'product' and d.id <> all(${ids}::bigint[]) and not ${tells(tx)} limit 1
      ) as label from (select distinct content_hash, author, product from batch) t
    )
    select b.id, concat_ws(' ', b.content_hash, b.author, b.product) as key, k.label
    from batch b join known k using (content_hash, author, product)`;
}

interface Candidate {
  id: string;
  other: string;
  label: string;
}

/** One document of each text of the batch looks for texts that share values of its sketch, and judges them. */
export async function joinNear(tx: AnySql, ids: string[], groups: Groups, judge: CopyJudge): Promise<void> {
  const probes = await tx<{ id: string }[]>`
    select distinct on (content_hash) id from documents
    where id = any(${ids}::bigint[]) and kind <> 'product' order by content_hash, id`;
  for (const chunk of inChunks(
    probes.map(({ id }) => id),
    PROBES_AT_ONCE,
  )) {
    const candidates = (await findCandidates(tx, chunk)).filter(
      ({ id, label }) => !groups.areJoined(id, label),
    );
    const texts = await readTexts(tx, candidates);
    for (const { id, other, label } of candidates) {
      if (groups.areJoined(id, label)) continue;
      const [one, two] = [texts.get(id), texts.get(other)];
      if (one && two && judge(one, two)) groups.join(label, id);
    }
  }
}

/** 'offset 0' keeps each lookup a probe of an index: what is folded changes faster than the planner's statistics. */
async function findCandidates(tx: AnySql, ids: string[]): Promise<Candidate[]> {
  return tx<Candidate[]>`
    with shared as (
      select b.document_id as id, x.document_id as other, count(*) as values
      from document_bands b
      cross join lateral (
        select document_id from document_bands
        where band = b.band and value = b.value and document_id <> b.document_id
        order by document_id limit ${MOST_OF_A_VALUE}
      ) x
      where b.document_id = any(${ids}::bigint[])
      group by 1, 2
    ), ranked as (
      select s.id, s.other, coalesce(d.duplicate_of, s.other) as label, s.values, row_number() over (
        partition by s.id, coalesce(d.duplicate_of, s.other) order by s.values desc, s.other) as place
      from shared s cross join lateral (
        select duplicate_of, folded, kind from documents where id = s.other offset 0
      ) d
      where d.folded and d.kind <> 'product'
    ), best as (
      select *, row_number() over (partition by id order by place, values desc, other) as rank from ranked
    )
    select id, other, label from best where rank <= ${MOST_JUDGED} order by id, rank`;
}

async function readTexts(tx: AnySql, candidates: Candidate[]): Promise<Map<string, CopyText>> {
  const ids = [...new Set(candidates.flatMap(({ id, other }) => [id, other]))];
  if (ids.length === 0) return new Map();
  const rows = await tx<CopyText[]>`
    select id, left(case when title is null then text else title || E'\n' || text end, ${LONGEST_TEXT}) as text
    from documents where id = any(${ids}::bigint[])`;
  return new Map(rows.map((row) => [row.id, row]));
}
