import type { Sql } from '../../../storage/sql.ts';

type Row = Record<string, unknown>;

/** Rows gathered by table and written with one statement each, so that seeding costs little. */
export class Rows {
  private readonly tables = new Map<string, Row[]>();

  add(table: string, ...rows: Row[]): void {
    this.tables.set(table, [...(this.tables.get(table) ?? []), ...rows]);
  }

  all(table: string): Row[] {
    return this.tables.get(table) ?? [];
  }

  /** Writes tables in the order they were first added to; all rows of a table name the same columns. */
  async write(sql: Sql): Promise<void> {
    await sql.begin(async (transaction) => {
      for (const [table, rows] of this.tables) {
        const columns = Object.keys(rows[0] ?? {}).join(', ');
        await transaction.unsafe(
          `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1::text::jsonb)`,
          [JSON.stringify(rows)],
        );
      }
    });
  }
}
