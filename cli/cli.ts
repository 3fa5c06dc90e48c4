import type { Config } from '../core/config.ts';

/** What every verb is given: the environment, and the configuration parsed when a verb first needs it. */
export interface Cli {
  env: Record<string, string | undefined>;
  config(): Config;
}
