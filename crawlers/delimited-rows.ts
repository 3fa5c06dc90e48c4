/** CSV and TSV as RFC 4180 has it, streamed: quotes, doubled quotes, line feeds inside quotes. */

export interface DelimitedRecord {
  /** Line of the file on which the record begins, from 1. */
  line: number;
  cells: string[];
}

const MAX_CELL = 2_000_000;

/** Reads records from text chunks; memory is bounded by the longest record. */
export async function* delimitedRecords(
  chunks: AsyncIterable<string>,
  delimiter: ',' | '\t' | ';',
): AsyncGenerator<DelimitedRecord> {
  const state = {
    cells: [] as string[],
    cell: '',
    quoted: false,
    wasQuoted: false,
    line: 1,
    from: 1,
    pendingQuote: false,
  };
  for await (const chunk of chunks) {
    for (const record of feed(chunk, delimiter, state)) yield record;
  }
  if (state.cell !== '' || state.cells.length > 0)
    yield { line: state.from, cells: [...state.cells, state.cell] };
}

interface State {
  cells: string[];
  cell: string;
  quoted: boolean;
  wasQuoted: boolean;
  line: number;
  from: number;
  pendingQuote: boolean;
}

function* feed(chunk: string, delimiter: string, state: State): Generator<DelimitedRecord> {
  let start = 0;
  for (let i = 0; i < chunk.length; i++) {
    const char = chunk[i]!;
    if (state.pendingQuote) {
      state.pendingQuote = false;
      if (char === '"') {
        state.cell += '"';
        start = i + 1;
        continue;
      }
      state.quoted = false;
      start = i;
    }
    if (char === '\n') state.line += 1;
    if (state.quoted) {
      if (char !== '"') continue;
      state.cell += chunk.slice(start, i);
      state.pendingQuote = true;
      start = i + 1;
    } else if (char === '"' && state.cell === '' && chunk.slice(start, i).trim() === '') {
      state.quoted = true;
      state.cell = '';
      start = i + 1;
    } else if (char === delimiter || char === '\n') {
      state.cell += chunk.slice(start, i);
      state.cells.push(char === '\n' ? state.cell.replace(/\r$/, '') : state.cell);
      state.cell = '';
      start = i + 1;
      if (char === '\n') {
        if (state.cells.length > 1 || state.cells[0] !== '') yield { line: state.from, cells: state.cells };
        state.cells = [];
        state.from = state.line;
      }
    }
  }
  if (!state.pendingQuote) state.cell += chunk.slice(start);
  if (state.cell.length > MAX_CELL)
    throw new Error(`line ${state.from}: a cell is longer than ${MAX_CELL} characters; is a quote missing?`);
}
