import { copyJudge } from '../../crawlers/index.ts';
import { foldDuplicates } from '../../storage/fold.ts';
import type { Handler } from '../handler.ts';

/** Copies point at the document that counts, before anything is counted. */
export const foldDuplicatesStage: Handler<'fold-duplicates'> = async (context, _payload, run) => {
  let seen = 0;
  const onProgress = (examined: number): void => {
    run.progress.advance(examined - seen);
    seen = examined;
  };
  const { examined, changed } = await foldDuplicates(context.sql, { judge: copyJudge, onProgress });
  onProgress(examined);
  return { examined, changed };
};
