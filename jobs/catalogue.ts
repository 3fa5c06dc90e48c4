import { loadSources } from '../crawlers/index.ts';
import { upsertSources } from '../storage/sources.ts';
import type { JobContext } from './context.ts';

/** Reads the YAML folders and brings the sources table into line with them; how many are watched. */
export async function syncCatalogue(
  context: JobContext,
  folders: Parameters<typeof loadSources>[0],
): Promise<number> {
  const sources = loadSources(folders, { allowHosts: context.config.allowHosts });
  await upsertSources(context.sql, sources);
  return sources.filter((source) => source.enabled).length;
}
