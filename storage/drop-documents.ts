import { unfoldWith } from './unfold.ts';
import type { AnySql } from './sql.ts';

/** Deletes documents with their readings, mentions and opinions, and takes them out of the examples of candidates. */
export async function dropDocuments(tx: AnySql, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await unfoldWith(tx, ids);
  await tx`
    update candidates c set examples = coalesce((
      select jsonb_agg(e) from jsonb_array_elements(c.examples) e where e ->> 'id' <> all(${[...ids]}::text[])), '[]')
    where exists (select from jsonb_array_elements(c.examples) e where e ->> 'id' = any(${[...ids]}::text[]))`;
  await tx`delete from documents where id = any(${[...ids]}::bigint[])`;
}
