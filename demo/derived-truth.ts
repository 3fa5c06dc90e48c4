import { demoClock, DEMO_WEEKS } from './clock.ts';
import { observationRows } from './history.ts';
import { SITES } from './sites/all-sites.ts';
import { CHANNELS, SITE_KEYS, siteUrl } from './story/channels.ts';
import { onShelf } from './story/shelf.ts';
import type { DemoTruth, DuplicateTruth } from './truth.ts';
import { SECTORS, type Sector } from '../core/words.ts';
import { shownDocuments, shownProducts, type DemoWorld } from './world.ts';

/** The part of the truth file that follows from the generator; the stories are written by hand. */
export type DerivedTruth = Pick<DemoTruth, 'closed' | 'duplicates' | 'volumes' | 'sources'>;

/** An address with its site's key in place of host and port. */
function portable(url: string, basePort: number): string {
  const { port, pathname } = new URL(url);
  return `\${${SITE_KEYS[Number(port) - basePort] ?? port}}${pathname}`;
}

function duplicatesOf(world: DemoWorld): DemoTruth['duplicates'] {
  const { basePort } = world.options;
  const groups = new Map<string, string[]>();
  for (const document of world.documents) {
    if (document.copyOf === null) continue;
    const original = portable(document.copyOf, basePort);
    groups.set(original, [...(groups.get(original) ?? []), portable(document.url, basePort)]);
  }
  const list: DuplicateTruth[] = [...groups]
    .map(([original, copies]) => ({ original, copies }))
    .sort((a, b) => (a.original < b.original ? -1 : 1));
  return { groups: list.length, copies: list.reduce((sum, group) => sum + group.copies.length, 0), list };
}

function volumesOf(world: DemoWorld): DemoTruth['volumes'] {
  const count = (sector: Sector): number =>
    world.documents.filter((document) => document.channel.sector === sector).length;
  return {
    documents: Object.fromEntries(SECTORS.map((sector) => [sector, count(sector)])) as Record<Sector, number>,
    products: world.products.length,
    productsOnShelf: world.products.filter((product) => onShelf(product, DEMO_WEEKS)).length,
    observations: [...observationRows(world)].length,
  };
}

export function derivedTruth(world: DemoWorld): DerivedTruth {
  const { basePort } = world.options;
  return {
    closed: SITE_KEYS.map((site) => {
      const context = { world, clock: demoClock, url: siteUrl(site, basePort) };
      return { site, paths: SITES[site](context).closedPaths };
    }),
    duplicates: duplicatesOf(world),
    volumes: volumesOf(world),
    sources: CHANNELS.map((channel) => ({
      id: channel.source,
      site: channel.site,
      documents: world.documents.filter((document) => document.channel === channel).length,
      onSite:
        channel.genre === 'product'
          ? shownProducts(world, channel.source).length
          : shownDocuments(world, channel.source).length,
    })),
  };
}
