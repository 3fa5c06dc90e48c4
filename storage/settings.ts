import { storableJson, type AnySql } from './sql.ts';

/** A setting's value, or null when it was never written. */
export async function readSetting<T>(sql: AnySql, key: string): Promise<T | null> {
  const [row] = await sql<{ value: T }[]>`select value from settings where key = ${key}`;
  return row?.value ?? null;
}

/** Writes a setting; with `keep` the value that is there already stays (a key made once, by whoever is first). */
export async function writeSetting(
  sql: AnySql,
  key: string,
  value: unknown,
  options: { keep?: boolean } = {},
): Promise<void> {
  const json = storableJson(value);
  if (options.keep === true) {
    await sql`insert into settings (key, value) values (${key}, ${json}::text::jsonb) on conflict (key) do nothing`;
    return;
  }
  await sql`
    insert into settings (key, value) values (${key}, ${json}::text::jsonb)
    on conflict (key) do update set value = excluded.value`;
}
