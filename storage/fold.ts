import { markDocumentsDirty } from './dirty-cells.ts';
import { joinExact, joinNear, type CopyJudge } from './fold-candidates.ts';
import { Groups } from './fold-groups.ts';
import { inTransaction, type AnySql, type Sql } from './sql.ts';

export type { CopyJudge } from './fold-candidates.ts';

const BATCH = 2_000;
const LOCK = 8_513_091_407;

export interface FoldResult {
  /** Documents looked at. */
  examined: number;
  /** Documents that became a copy, or ceased to be one, or changed their original. */
  changed: number;
}

export interface FoldOptions {
  /** Makes the judge of one batch: whether two texts are one, published twice. */
  judge: () => CopyJudge;
  onProgress?: (examined: number) => void;
}

/**
 * Folds copies into the earliest published of them (then the smallest id), which carries their number as heat.
 * Copies are joined in chains (single linkage), so the result does not depend on the order they came in. The work
 * grows with the documents that are new, not with the copies there are already.
 */
export async function foldDuplicates(sql: Sql, options: FoldOptions): Promise<FoldResult> {
  const result: FoldResult = { examined: 0, changed: 0 };
  for (;;) {
    const batch = await inTransaction(sql, (tx) => foldBatch(tx, options.judge()));
    result.examined += batch.examined;
    result.changed += batch.changed;
    if (batch.examined < BATCH) return result;
    options.onProgress?.(result.examined);
  }
}

async function foldBatch(tx: AnySql, judge: CopyJudge): Promise<FoldResult> {
  await tx`select pg_advisory_xact_lock(${LOCK})`;
  await tx`set local enable_seqscan = off`; // Right after an import the planner takes every table for empty.
  const before = await takeBatch(tx);
  const ids = [...before.keys()];
  if (ids.length === 0) return { examined: 0, changed: 0 };
  await tx`update documents set folded = true, duplicate_of = null, heat = 0 where id = any(${ids}::bigint[])`;
  const groups = new Groups();
  for (const id of ids) groups.add(id);
  await joinExact(tx, ids, groups);
  await joinNear(tx, ids, groups, judge);
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

interface Head {
  id: string;
  heat: number;
}

/**
 * Names the head of each group that has more than one member; answers the ids whose original changed. Only heads
 * and documents of the batch are read: what a head carries already follows it in one statement.
 */
async function writeGroups(
  tx: AnySql,
  groups: Groups,
  before: Map<string, string | null>,
): Promise<string[]> {
  const members = await tx<Head[]>`
    select id, heat from documents where id = any(${groups.inCompany()}::bigint[]) and folded
    order by published_at, id`;
  const heads = new Map<string, Head>();
  const originals = new Map<string, string>();
  for (const member of members) {
    const group = groups.rootOf(member.id);
    const head = heads.get(group);
    if (head === undefined) heads.set(group, { id: member.id, heat: member.heat });
    else {
      head.heat += member.heat + 1;
      originals.set(member.id, head.id);
    }
  }
  const followed = await writeOriginals(tx, [...originals]);
  await writeHeat(tx, [...heads.values()]);
  const changed = [...before].filter(([id, was]) => (originals.get(id) ?? null) !== was).map(([id]) => id);
  const overtaken = [...originals.keys()].filter((id) => !before.has(id));
  return [...changed, ...overtaken, ...followed];
}

/** The copies of a head that became a copy itself follow it; answers which. */
async function writeOriginals(tx: AnySql, changes: [string, string][]): Promise<string[]> {
  if (changes.length === 0) return [];
  const [ids, originals] = [changes.map(([id]) => id), changes.map(([, original]) => original)];
  const followed = await tx<{ id: string }[]>`
    update documents d set duplicate_of = c.original
    from unnest(${ids}::bigint[], ${originals}::bigint[]) as c (id, original)
    where d.duplicate_of = c.id and d.folded returning d.id`;
  await tx`
    update documents d set duplicate_of = c.original, heat = 0
    from unnest(${ids}::bigint[], ${originals}::bigint[]) as c (id, original) where d.id = c.id`;
  return followed.map(({ id }) => id);
}

async function writeHeat(tx: AnySql, heads: Head[]): Promise<void> {
  if (heads.length === 0) return;
  await tx`
    update documents d set heat = h.heat
    from unnest(${heads.map((h) => h.id)}::bigint[], ${heads.map((h) => h.heat)}::int[]) as h (id, heat)
    where d.id = h.id and d.heat <> h.heat`;
}
