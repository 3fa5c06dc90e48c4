import type { AnySql } from './sql.ts';

/**
 * Sends documents and all copies bound to them back to folding: when one of a group changes or goes,
 * the others may no longer belong together, or another one may be the earliest.
 */
export async function unfoldWith(tx: AnySql, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx`
    with originals as (
      select distinct coalesce(duplicate_of, id) as id from documents where id = any(${[...ids]}::bigint[])
    ), bound as (
      select id from originals
      union select d.id from documents d join originals o on d.duplicate_of = o.id
      union select unnest(${[...ids]}::bigint[])
    )
    update documents set folded = false where folded and id in (select id from bound)`;
}
