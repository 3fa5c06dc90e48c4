import { cutLedger } from '../../storage/ledger.ts';
import { deleteExpired } from '../../storage/retention.ts';
import { countUnread, dropFormerReadings } from '../../storage/readings.ts';
import { trimStageRuns } from '../../storage/stage-runs.ts';
import { currentTaxonomyVersion } from '../../storage/taxonomy.ts';
import type { JobContext } from '../context.ts';
import type { Handler } from '../handler.ts';

const LEDGER_DAYS = 90;

/** Readings of former taxonomy versions go once everything is read under the current one. */
async function dropSupersededReadings({ sql }: JobContext): Promise<number> {
  const version = await currentTaxonomyVersion(sql);
  if (version === null || (await countUnread(sql, version)) > 0) return 0;
  return dropFormerReadings(sql, version);
}

/** Deletes what has been kept as long as its source allows, and old lines of our own books. */
export const applyRetention: Handler<'apply-retention'> = async (context) => {
  const { sql, clock } = context;
  const now = clock.now();
  const { deleted, products, observations, addresses } = await deleteExpired(sql, now);
  const ledger = await cutLedger(sql, new Date(now.getTime() - LEDGER_DAYS * 86_400_000));
  return {
    documents: deleted,
    products,
    observations,
    addresses,
    ledger,
    stageRuns: await trimStageRuns(sql),
    readings: await dropSupersededReadings(context),
  };
};
