import { AppError } from '../core/errors.ts';
import { markDocumentsDirty } from './dirty-cells.ts';
import { inTransaction, type AnySql, type Sql } from './sql.ts';

const BATCH = 2_000;
/** Two hashes that differ in at most this many bits agree in at least one of the four bands. */
const MOST_DISTANCE = 3;
const LOCK = 8_513_091_407;

export interface FoldResult {
  /** Documents looked at. */
  examined: number;
  /** Documents that became a copy, or ceased to be one, or changed their original. */
  changed: number;
}

export interface FoldOptions {
  /** Bits of 64 in which near copies may differ; 0 to 3. */
  maxDistance?: number;
  onProgress?: (examined: number) => void;
}

/**
 * Folds copies into the earliest published of them (then the smallest id), which carries their number as heat.
 * Copies are joined in chains (single linkage), so the result does not depend on the order they came in.
 * Near copies by simhash bands (Manku, Jain and Das Sarma 2007, "Detecting near-duplicates for web crawling").
 */
export async function foldDuplicates(sql: Sql, options: FoldOptions = {}): Promise<FoldResult> {
  const distance = options.maxDistance ?? MOST_DISTANCE;
  if (!Number.isInteger(distance) || distance < 0 || distance > MOST_DISTANCE) {
    throw new AppError('BAD_INPUT', `maxDistance is ${distance}: it must be 0 to ${MOST_DISTANCE}.`);
  }
  const result: FoldResult = { examined: 0, changed: 0 };
  for (;;) {
    const batch = await inTransaction(sql, (tx) => foldBatch(tx, distance));
    result.examined += batch.examined;
    result.changed += batch.changed;
    if (batch.examined < BATCH) return result;
    options.onProgress?.(result.examined);
  }
}

async function foldBatch(tx: AnySql, distance: number): Promise<FoldResult> {
  await tx`select pg_advisory_xact_lock(${LOCK})`;
  await tx`set local enable_seqscan = off`; // Right after an import the planner takes every table for empty.
  const before = await takeBatch(tx);
  const ids = [...before.keys()];
  if (ids.length === 0) return { examined: 0, changed: 0 };
  await tx`update documents set folded = true, duplicate_of = null, heat = 0 where id = any(${ids}::bigint[])`;
  const groups = new Groups();
  for (const id of ids) groups.add(id);
  await joinExact(tx, ids, groups);
  await joinNear(tx, ids, distance, groups);
  const changed = await writeGroups(tx, groups, before);
  await markDocumentsDirty(tx, changed);
  return { examined: ids.length, changed: changed.length };
}

/** Unfolded documents and what they were a copy of so far. */
async function takeBatch(tx: AnySql): Promise<Map<string, string | null>> {
  const rows = await tx<{ id: string; duplicate_of: string | null }[]>`
    select id, duplicate_of from documents where not folded order by id limit ${BATCH} for update`;
  return new Map(rows.map((row) => [row.id, row.duplicate_of]));
}

/**
 * What must be equal in exact copies: the text, and for a short review or comment ("好看") also who wrote it
 * about what, since two people may well say the same. Products are never copies.
 */
function copyKey(tx: AnySql) {
  return tx`
    case when d.kind in ('review', 'comment') and not exists (select from document_bands x where x.document_id = d.id)
      then d.content_hash || coalesce(d.author, '') || coalesce(d.product_id::text, '')
      else d.content_hash end`;
}

async function joinExact(tx: AnySql, ids: string[], groups: Groups): Promise<void> {
  const rows = await tx<{ copy_key: string; label: string }[]>`
    with batch as (
      select distinct d.content_hash from documents d where d.id = any(${ids}::bigint[]) and d.kind <> 'product'
    )
    select distinct ${copyKey(tx)} as copy_key, coalesce(d.duplicate_of, d.id) as label
    from batch b join documents d on d.content_hash = b.content_hash and d.folded and d.kind <> 'product'`;
  const first = new Map<string, string>();
  for (const { copy_key: key, label } of rows) {
    const other = first.get(key);
    if (other === undefined) first.set(key, label);
    else groups.join(other, label);
  }
}

/**
 * One document of each text of the batch looks for near copies. 'offset 0' keeps each lookup a probe of an index:
 * how many are folded changes faster than the planner's statistics, and it would loop over all documents.
 */
async function joinNear(tx: AnySql, ids: string[], distance: number, groups: Groups): Promise<void> {
  const rows = await tx<{ id: string; label: string }[]>`
    with texts as (
      select distinct on (content_hash) id, content_hash, simhash from documents
      where id = any(${ids}::bigint[]) and kind <> 'product' order by content_hash, id
    ), near as (
      select distinct t.id, x.document_id
      from texts t
      join document_bands b on b.document_id = t.id
      join document_bands x on x.band = b.band and x.value = b.value and x.document_id <> t.id
    )
    select distinct t.id, coalesce(d.duplicate_of, d.id) as label
    from near n join texts t on t.id = n.id
    cross join lateral (
      select id, duplicate_of, simhash, folded, kind from documents where id = n.document_id offset 0
    ) d
    where d.folded and d.kind <> 'product' and bit_count((d.simhash # t.simhash)::bit(64)) <= ${distance}`;
  for (const { id, label } of rows) groups.join(id, label);
}

interface Member {
  id: string;
  duplicate_of: string | null;
  label: string;
}

/** Names the head of each group that has more than one member; answers the ids whose original changed. */
async function writeGroups(
  tx: AnySql,
  groups: Groups,
  before: Map<string, string | null>,
): Promise<string[]> {
  const labels = groups.inCompany();
  const members = await tx<Member[]>`
    select id, duplicate_of, coalesce(duplicate_of, id) as label from documents
    where folded and (id = any(${labels}::bigint[]) or duplicate_of = any(${labels}::bigint[]))
    order by published_at, id`;
  const heads = new Map<string, { id: string; heat: number }>();
  const originals = new Map<string, string | null>();
  for (const member of members) {
    const group = groups.rootOf(member.label);
    const head = heads.get(group);
    if (head === undefined) heads.set(group, { id: member.id, heat: 0 });
    else head.heat += 1;
    originals.set(member.id, head?.id ?? null);
  }
  const stored = new Map(members.map((member) => [member.id, member.duplicate_of]));
  await writeOriginals(
    tx,
    [...originals].filter(([id, original]) => stored.get(id) !== original),
  );
  await writeHeat(tx, [...heads.values()]);
  const was = (id: string): string | null | undefined => (before.has(id) ? before.get(id) : stored.get(id));
  const touched = new Set([...before.keys(), ...originals.keys()]);
  return [...touched].filter((id) => (originals.get(id) ?? null) !== was(id));
}

async function writeOriginals(tx: AnySql, changes: [string, string | null][]): Promise<void> {
  if (changes.length === 0) return;
  await tx`
    update documents d set duplicate_of = c.original, heat = 0
    from unnest(${changes.map(([id]) => id)}::bigint[], ${changes.map(([, original]) => original)}::bigint[])
      as c (id, original)
    where d.id = c.id`;
}

async function writeHeat(tx: AnySql, heads: { id: string; heat: number }[]): Promise<void> {
  if (heads.length === 0) return;
  await tx`
    update documents d set heat = h.heat
    from unnest(${heads.map((h) => h.id)}::bigint[], ${heads.map((h) => h.heat)}::int[]) as h (id, heat)
    where d.id = h.id and d.heat <> h.heat`;
}

/** Union-find over documents' ids. */
class Groups {
  readonly #parent = new Map<string, string>();
  readonly #joined = new Set<string>();

  add(id: string): void {
    if (!this.#parent.has(id)) this.#parent.set(id, id);
  }

  rootOf(id: string): string {
    let root = id;
    for (let up = this.#parent.get(root); up !== undefined && up !== root; up = this.#parent.get(root))
      root = up;
    for (let at = id; at !== root;) {
      const up = this.#parent.get(at) ?? root;
      this.#parent.set(at, root);
      at = up;
    }
    return root;
  }

  join(a: string, b: string): void {
    this.add(a);
    this.add(b);
    if (a === b) return;
    this.#joined.add(a).add(b);
    this.#parent.set(this.rootOf(a), this.rootOf(b));
  }

  /** Ids that were joined with another. */
  inCompany(): string[] {
    return [...this.#joined];
  }
}
