import { loadSources } from '../crawlers/index.ts';
import type { JobContext } from './context.ts';

/** Reads the YAML folders and brings the sources table into line with them; returns how many there are. */
export async function syncCatalogue(
  context: JobContext,
  folders: Parameters<typeof loadSources>[0],
): Promise<number> {
  const sources = loadSources(folders);
  throw new Error(`not built yet: ${String(context)} ${sources.length}`);
}
