import { emptyReading, type Platform } from './platform.ts';

/** CSV, TSV and JSONL files: `url` is a path beside the source file. Rows are read by `crawl-file.ts`, not page by page. */
export const filePlatform: Platform = {
  name: 'file',
  options: ['columns'],
  list: () => [],
  read: () => emptyReading(),
};
