import { countUnread } from '../../storage/readings.ts';
import type { Handler } from '../handler.ts';

/**
 * After the taxonomy changed: its new version becomes the current one, under which nothing is read yet. The stages
 * that follow read and count the whole history again; former readings go with the next retention.
 */
export const rereadHistory: Handler<'reread-history'> = async (context) => {
  const { version } = await context.taxonomy();
  return { unread: await countUnread(context.sql, version) };
};
