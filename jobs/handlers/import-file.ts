import type { Handler } from '../handler.ts';
import { importFile } from '../import-file.ts';

export const importFileStage: Handler<'import-file'> = (context, payload, run) =>
  importFile(context, payload, run.progress);
