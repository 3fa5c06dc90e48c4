import type { AnySql } from './sql.ts';

/** Whether something that was stored still waits to be folded, read or counted: both marks go only when that is done. */
export async function hasBacklog(sql: AnySql): Promise<boolean> {
  const [row] = await sql<{ waits: boolean }[]>`
    select exists (select from documents where not folded) or exists (select from dirty_cells) as waits`;
  return row?.waits ?? false;
}
