import type { Clock } from '../core/clock.ts';
import { demoClock } from './clock.ts';
import type { DemoOptions } from './options.ts';
import { SITES } from './sites/all-sites.ts';
import { serveSite, type ServedSite } from './sites/site-server.ts';
import { SITE_KEYS, siteUrl, type SiteKey } from './story/channels.ts';
import { createWorld, type DemoWorld } from './world.ts';

/** A site of the running web. The counts go on while it runs. */
export interface DemoSite {
  key: SiteKey;
  name: string;
  url: string;
  port: number;
  closedPaths: readonly string[];
  readonly requests: number;
  /** Requests for what robots.txt closes: stays 0 with a crawler that keeps to it. */
  readonly closedHits: number;
  readonly closedUrls: readonly string[];
  /** First tries answered by 503, and by a closed connection. */
  readonly refused: number;
  readonly dropped: number;
}

export interface DemoWeb {
  world: DemoWorld;
  sites: DemoSite[];
  /** `host:port` of every site, for the list of hosts that may be fetched though they are loopback. */
  hosts: string[];
  site(key: SiteKey): DemoSite;
  close(): Promise<void>;
}

export interface DemoWebOptions extends Partial<DemoOptions> {
  clock?: Clock;
}

/** Starts the made-up web: one site a port, from the base port on. Port in use: CONFLICT, with nothing left running. */
export async function startDemoWeb(options: DemoWebOptions = {}): Promise<DemoWeb> {
  const { clock = demoClock, ...given } = options;
  const world = createWorld(given);
  const { basePort } = world.options;
  const served: ServedSite[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(served.map((site) => site.close()));
  };
  try {
    const sites: DemoSite[] = [];
    for (const [i, key] of SITE_KEYS.entries()) {
      const url = siteUrl(key, basePort);
      const definition = SITES[key]({ world, clock, url });
      const running = await serveSite(definition, basePort + i);
      served.push(running);
      const { name, closedPaths } = definition;
      sites.push(Object.assign(running.counters, { key, name, url, port: basePort + i, closedPaths }));
    }
    const site = (key: SiteKey): DemoSite => sites[SITE_KEYS.indexOf(key)] as DemoSite;
    return { world, sites, hosts: sites.map((entry) => new URL(entry.url).host), site, close };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}
