import type { Config } from '../../core/config.ts';
import { checkBrowser, checkModels, checkNode, checkSegmenter } from './parts.ts';
import { checkDatabase, checkDisk, checkPorts, checkRedis } from './surroundings.ts';

/** One thing looked at. `missing` stops Hemline; `note` is something it can do without. */
export interface Finding {
  name: string;
  state: 'ok' | 'note' | 'missing';
  says: string;
  /** What to do about it, or null. */
  mend: string | null;
}

type Check = (config: Config) => Promise<Finding> | Finding;

const CHECKS: Record<string, Check> = {
  Node: checkNode,
  segmenter: checkSegmenter,
  database: checkDatabase,
  Redis: checkRedis,
  browser: checkBrowser,
  models: checkModels,
  ports: checkPorts,
  disk: checkDisk,
};

/** Looks at everything in turn; a check that breaks is itself a finding, never the end of the list. */
export async function runChecks(config: Config): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [name, check] of Object.entries(CHECKS)) {
    try {
      findings.push(await check(config));
    } catch (thrown) {
      const says = thrown instanceof Error ? thrown.message : String(thrown);
      findings.push({ name, state: 'missing', says, mend: 'See the message; it names what to change.' });
    }
  }
  return findings;
}
