import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withDemoWeb } from '../../cli/demo-web.ts';
import { openHouse, type House } from '../../cli/house.ts';
import { runDemo } from '../../cli/verbs/demo.ts';
import { demoTruth, type StoryTruth } from '../../demo/index.ts';
import { cliOver, dataFolder } from './demo-run.ts';
import { digestOf, type Digest } from './digest.ts';

const truth = demoTruth();
const WEB_PORT = 18_400;
/** Relative change from which a concept counts as moving. */
const FLAT = 0.25;

interface SiteHits {
  key: string;
  closedUrls: readonly string[];
  refused: number;
  dropped: number;
}

let folder: Awaited<ReturnType<typeof dataFolder>>;
let house: House;
let hits: SiteHits[];
let first: Digest;
let second: Digest;

async function demoOnce(): Promise<{ hits: SiteHits[]; digest: Digest }> {
  return withDemoWeb(
    cliOver(folder.folder),
    async (running, demo) => {
      await runDemo(running, demo, { serve: false, webPort: WEB_PORT, keepEvery: 1 });
      const seen = demo.web.sites.map(({ key, closedUrls, refused, dropped }) => ({
        key,
        closedUrls,
        refused,
        dropped,
      }));
      return { hits: seen, digest: await digestOf(running.database.sql) };
    },
    { basePort: WEB_PORT },
  );
}

beforeAll(async () => {
  folder = await dataFolder();
  ({ hits, digest: first } = await demoOnce());
  ({ digest: second } = await demoOnce());
  house = await openHouse(cliOver(folder.folder), { demo: true });
}, 600_000);

afterAll(async () => {
  await house?.close();
  await folder?.remove();
});

describe('the crawl of the made-up web', () => {
  it('never fetches a closed area', () => {
    expect(hits.flatMap((site) => site.closedUrls)).toEqual([]);
  });

  it('says in the ledger that robots.txt closed them', async () => {
    const [row] = await house.database
      .sql`select count(*)::int as n from fetch_ledger where reason = 'robots'`;
    expect(row?.n).toBeGreaterThan(0);
  });

  it('met the flaky site and got everything from it all the same', async () => {
    expect(hits.some((site) => site.refused + site.dropped > 0)).toBe(true);
    const rows = await house.database
      .sql`select id, health, health_reason from sources where health not in ('ok', 'skipped')`;
    expect(rows).toEqual([]);
  });

  it('has every document the truth counts, by sector', async () => {
    const rows = await house.database.sql<{ sector: string; n: number }[]>`
      select sector, count(*)::int as n from documents where kind <> 'product' group by sector`;
    const found = Object.fromEntries(rows.map((row) => [row.sector, row.n]));
    for (const sector of ['runway', 'editorial', 'social', 'review'] as const) {
      expect(found[sector], sector).toBeGreaterThanOrEqual(truth.volumes.documents[sector] * 0.99);
    }
    const [products] = await house.database.sql`select count(*)::int as n from products`;
    expect(products?.n).toBeGreaterThanOrEqual(500);
  });

  it('counts copies once and keeps them as heat', async () => {
    const { sql } = house.database;
    for (const group of truth.duplicates.list) {
      const urls = [group.original, ...group.copies].map(pathOf);
      const rows = await sql<{ url: string; folded: boolean; heat: number }[]>`
        select canonical_url as url, duplicate_of is not null as folded, heat from documents
        where substring(canonical_url from '^https?://[^/]+(/.*)$') = any(${urls}::text[])`;
      expect(
        rows.filter((row) => !row.folded).map((row) => row.heat),
        group.original,
      ).toEqual([group.copies.length]);
      expect(rows.length, group.original).toBe(urls.length);
    }
  });
});

/** Addresses of the truth begin with `${site}` or the site's key; the path is what stays whatever the port. */
function pathOf(address: string): string {
  const path = /^[^/]*(\/.*)$/.exec(address.replace(/^https?:\/\/[^/]+/, ''))?.[1];
  if (path === undefined) throw new Error(`no path in ${address}`);
  return path;
}

function directionOf(change: number | null): StoryTruth['growth'] {
  if (change === null) return 'any';
  if (change > FLAT) return 'up';
  return change < -FLAT ? 'down' : 'flat';
}

describe('the planted stories', () => {
  const stories = truth.stories.map((story) => [story.concept, story] as const);

  it.each(stories)('%s has its stage', async (concept, story) => {
    const [state] = await house.database.sql<{ stage: string; flags: string[]; growth: number | null }[]>`
      select stage, flags, growth from concept_states where concept_id = ${concept} and sector = 'all' and market = 'all'`;
    expect(story.stages).toContain(state?.stage);
    for (const flag of story.flags) expect(state?.flags).toContain(flag);
  });

  it.each(stories.filter(([, story]) => story.growth !== 'any'))(
    '%s grows as planted',
    async (concept, story) => {
      const [state] = await house.database.sql<{ growth: number | null }[]>`
      select growth from concept_states where concept_id = ${concept} and sector = 'all' and market = 'all'`;
      // A concept from nothing has no year before to grow on.
      if (story.kind === 'newcomer') expect(state?.growth === null || state!.growth > 1).toBe(true);
      else expect(directionOf(state?.growth ?? null)).toBe(story.growth);
    },
  );

  it.each(truth.leads.map((lead) => [`${lead.concept} ${lead.leader} → ${lead.follower}`, lead] as const))(
    '%s leads by the planted weeks',
    async (_name, lead) => {
      const [found] = await house.database.sql<{ lag: number; q: number }[]>`
        select lag_weeks as lag, q from leads where concept_id = ${lead.concept} and scope = ${lead.scope}
        and leader = ${lead.leader} and follower = ${lead.follower}`;
      expect(found).toBeDefined();
      expect(Math.abs((found?.lag ?? 99) - lead.lagWeeks)).toBeLessThanOrEqual(lead.toleranceWeeks);
      expect(found?.q).toBeLessThanOrEqual(0.1);
    },
  );

  it.each(truth.newTerms.map((entry) => [entry.term, entry.language] as const))(
    'the new term %s waits in the inbox',
    async (term, language) => {
      const rows = await house.database.sql<{ status: string }[]>`
        select status from candidates where language = ${language} and position(${term} in term) > 0`;
      expect(rows.map((row) => row.status)).toContain('inbox');
    },
  );

  it('the supply gap is the opportunity it was planted as', async () => {
    const rows = await house.database.sql<{ concept_id: string; gap: number }[]>`
      select concept_id, supply_demand_gap as gap from concept_states
      where sector = 'all' and market = 'all' and supply_demand_gap is not null order by gap desc limit 5`;
    expect(rows.map((row) => row.concept_id)).toContain(truth.supplyGap.concept);
  });
});

describe('the brands', () => {
  const netOf = async (
    brand: string,
    aspects: readonly string[],
    from: string,
    to: string,
  ): Promise<number> => {
    const [row] = await house.database.sql<{ net: number }[]>`
      select (sum(positive) - sum(negative))::float8 / nullif(sum(positive + negative + neutral), 0) as net
      from brand_aspect_weeks
      where brand_id = ${brand} and market = 'all' and aspect = any(${aspects as string[]}::text[]) and week between ${from} and ${to}`;
    return row?.net ?? Number.NaN;
  };

  it('Lumenfold turns where it was planted, on the product and not on service', async () => {
    const brand = truth.brands.find((entry) => entry.tone === 'turns-negative');
    const turn = brand?.fromWeek ?? '';
    const before = await netOf(brand?.brand ?? '', brand?.aspects ?? [], '2026-01-05', '2026-08-31');
    const after = await netOf(brand?.brand ?? '', brand?.aspects ?? [], turn, truth.lastWeek);
    expect(before).toBeGreaterThan(0);
    expect(after).toBeLessThan(0);
    const signals = await house.database.sql`select 1 from signals where subject = ${brand?.brand ?? ''}`;
    expect(signals.length).toBeGreaterThan(0);
  });

  it('a brand with late parcels is good in what it makes and bad in how it comes', async () => {
    const brand = truth.brands.find((entry) => entry.tone === 'service-only');
    const product = ['quality', 'size_fit', 'fabric_feel', 'style_look', 'color_match'];
    expect(await netOf(brand?.brand ?? '', brand?.aspects ?? [], '2025-11-17', truth.lastWeek)).toBeLessThan(
      0,
    );
    expect(await netOf(brand?.brand ?? '', product, '2025-11-17', truth.lastWeek)).toBeGreaterThan(0.3);
  });
});

describe('a second run', () => {
  it('gives the same rows', () => {
    expect(second).toEqual(first);
  });
});
