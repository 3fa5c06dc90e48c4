import { z } from 'zod';

/**
 * A backup is one gzip stream of lines: a head, then for each table its shape, its rows as COPY's text format has them
 * (one a line, since it escapes line feeds), COPY's own end mark and the number of rows; then the end.
 */
export const headLine = z.object({
  format: z.literal('hemline-backup'),
  version: z.literal(1),
  madeAt: z.iso.datetime(),
  migrations: z.array(z.object({ name: z.string(), hash: z.string() })),
  sequences: z.array(
    z.object({
      sequence: z.string(),
      last: z
        .string()
        .regex(/^-?\d+$/)
        .nullable(),
    }),
  ),
});
export type BackupHead = z.output<typeof headLine>;

export const bodyLine = z.union([
  z.strictObject({ table: z.string(), columns: z.array(z.string()).min(1) }),
  z.strictObject({ end: z.literal(true), tables: z.number().int() }),
]);
export const tableEndLine = z.strictObject({ rows: z.number().int() });

/** No row is this: COPY writes a backslash as two. */
export const END_OF_ROWS = '\\.';

const LINE_FEED = 10;
const CHUNK_BYTES = 64 * 1024;

/** Lines of a stream without holding more than a chunk and a line of it. */
export class LineReader {
  readonly #source: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** The next line without its end, or null after the last. What has no end was cut off. */
  async line(): Promise<Buffer | null> {
    let pieces: Buffer[] = [];
    for (;;) {
      const at = this.#rest.indexOf(LINE_FEED);
      if (at >= 0) {
        const last = this.#rest.subarray(0, at);
        this.#rest = this.#rest.subarray(at + 1);
        return pieces.length === 0 ? last : Buffer.concat([...pieces, last]);
      }
      pieces = [...pieces, this.#rest];
      const { value, done } = await this.#source.next();
      if (done === true) return null;
      this.#rest = value;
    }
  }

  /** The rows of a table in chunks of whole lines, up to the end mark. */
  async *rows(): AsyncGenerator<Buffer> {
    const mark = Buffer.from(END_OF_ROWS);
    const feed = Buffer.from('\n');
    let pieces: Buffer[] = [];
    let bytes = 0;
    for (let line = await this.line(); line !== null; line = await this.line()) {
      if (line.equals(mark)) {
        if (bytes > 0) yield Buffer.concat(pieces);
        return;
      }
      pieces.push(line, feed);
      bytes += line.length + 1;
      if (bytes < CHUNK_BYTES) continue;
      yield Buffer.concat(pieces);
      pieces = [];
      bytes = 0;
    }
    throw new Error('the file ends in the middle of a table');
  }
}
