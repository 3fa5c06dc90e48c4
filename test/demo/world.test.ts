import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { addWeeks, weekOf } from '../../core/dates.ts';
import { seededRandom } from '../../core/random.ts';
import { DEMO_CRAWL_FROM, DEMO_LAST_WEEK, demoTruth, writeDemoHistory } from '../../demo/index.ts';
import { derivedTruth } from '../../demo/derived-truth.ts';
import { DEMO_OPTIONS } from '../../demo/options.ts';
import { CHANNELS } from '../../demo/story/channels.ts';
import type { DemoDocument } from '../../demo/story/documents.ts';
import { planDocuments } from '../../demo/story/plan.ts';
import { WORDINGS } from '../../demo/story/concepts.ts';
import { createWorld, isOnSite } from '../../demo/world.ts';

const world = createWorld(DEMO_OPTIONS);
const truth = demoTruth();
const folders: string[] = [];

afterAll(async () => {
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
});

const hashOf = (documents: readonly DemoDocument[]): string =>
  createHash('sha256').update(JSON.stringify(documents)).digest('hex');

/** Share of a week's documents in which a concept is planned. */
function share(
  concept: string,
  from: number,
  to: number,
  keep: (document: DemoDocument) => boolean = () => true,
) {
  const within = world.documents.filter(
    (document) => document.copyOf === null && document.week >= from && document.week <= to && keep(document),
  );
  return within.filter((document) => document.concepts.includes(concept)).length / within.length;
}

describe('the made-up world', () => {
  it('is the same for the same seed and another for another', () => {
    const again = createWorld(DEMO_OPTIONS);
    expect(hashOf(again.documents)).toBe(hashOf(world.documents));
    const other = planDocuments(seededRandom(7)).slice(0, 200);
    expect(other.map((plan) => plan.concepts)).not.toEqual(
      planDocuments(seededRandom(DEMO_OPTIONS.seed))
        .slice(0, 200)
        .map((plan) => plan.concepts),
    );
  });

  it('has the volumes, sources, reprints and closed areas that the truth file says', () => {
    // Fails after a change to the generator: then `npx tsx demo/update-truth.ts` writes the file anew.
    expect(truth).toMatchObject(derivedTruth(world));
    expect(truth.volumes.productsOnShelf).toBeGreaterThanOrEqual(500);
    expect(world.documents.length).toBeGreaterThan(18_000);
  });

  it('is as busy in its last weeks as before', () => {
    const perWeek = new Map<string, number>();
    for (const document of world.documents) {
      const week = weekOf(document.publishedAt);
      perWeek.set(week, (perWeek.get(week) ?? 0) + 1);
    }
    const ordinary = CHANNELS.reduce((sum, channel) => sum + channel.perWeek, 0);
    for (let back = 0; back < 4; back++) {
      expect(perWeek.get(addWeeks(DEMO_LAST_WEEK, -back))).toBeGreaterThanOrEqual(ordinary - 5);
    }
  });

  it('gives every document an address of its own and no text twice but the reprints', () => {
    expect(new Set(world.documents.map((document) => document.url)).size).toBe(world.documents.length);
    const originals = world.documents.filter((document) => document.copyOf === null);
    expect(new Set(originals.map((document) => document.text)).size).toBe(originals.length);
    const copies = world.documents.filter((document) => document.copyOf !== null);
    expect(copies).toHaveLength(truth.duplicates.copies);
    expect(new Set(copies.map((copy) => copy.copyOf)).size).toBe(truth.duplicates.groups);
  });

  it('names every planned concept in the text', () => {
    const missing = world.documents.filter((document) => {
      const text = `${document.title ?? ''}\n${document.text}`.toLowerCase();
      return document.concepts.some((concept) => {
        const wording = WORDINGS.get(concept);
        const forms = document.channel.language === 'zh' ? wording?.zh : wording?.en;
        const alone = ['striped', 'embroidered'].filter((word) => concept.includes(word.slice(0, 5)));
        return ![...(forms ?? []), ...alone].some((form) => text.includes(form.toLowerCase()));
      });
    });
    expect(missing.slice(0, 3).map((document) => document.text)).toEqual([]);
  });

  it('keeps stars and words of reviews together', () => {
    const reviews = world.documents.filter((document) => document.channel.genre === 'review');
    expect(reviews.every((review) => (review.rating ?? 0) >= 1 && (review.rating ?? 6) <= 5)).toBe(true);
    const disappointed = reviews.filter((review) => /很失望|very disappoint|I regret/.test(review.text));
    expect(disappointed.length).toBeGreaterThan(50);
    expect(disappointed.every((review) => (review.rating ?? 5) <= 3)).toBe(true);
  });
});

describe('the planted stories', () => {
  it.each(truth.stories.filter((story) => story.growth !== 'any'))(
    '$concept grows as written: $growth',
    (story) => {
      const ratio = share(story.concept, 144, 156) / Math.max(0.0005, share(story.concept, 92, 104));
      if (story.growth === 'up') expect(ratio).toBeGreaterThan(1.5);
      if (story.growth === 'down') expect(ratio).toBeLessThan(0.7);
      if (story.growth === 'flat') expect(Math.abs(Math.log(ratio))).toBeLessThan(0.3);
    },
  );

  it('turns the brand in the week that the truth file says', () => {
    const turn = truth.brands.find((brand) => brand.tone === 'turns-negative');
    const mean = (from: string, to: string) => {
      const stars = world.documents
        .filter((document) => document.rating !== null && document.concepts.includes(turn?.brand ?? ''))
        .filter((document) => weekOf(document.publishedAt) >= from && weekOf(document.publishedAt) < to)
        .map((document) => document.rating ?? 0);
      return stars.reduce((sum, star) => sum + star, 0) / stars.length;
    };
    const from = turn?.fromWeek ?? '';
    expect(mean('2025-11-10', from)).toBeGreaterThan(3.8);
    expect(mean(addWeeks(from, 2), '2026-11-16')).toBeLessThan(2.7);
  });

  it('keeps the new term out of every text before its week', () => {
    for (const { term, firstWeek } of truth.newTerms) {
      const weeks = world.documents
        .filter((document) => document.text.toLowerCase().includes(term))
        .map((document) => weekOf(document.publishedAt));
      expect(weeks.length).toBeGreaterThan(20);
      expect(weeks.every((week) => week >= firstWeek)).toBe(true);
    }
  });

  it('leaves the supply gap open: demand grows, the shelf does not', () => {
    const { concept, demand, flat } = truth.supplyGap;
    const growth = (sectors: string[]) => {
      const keep = (document: DemoDocument) => sectors.includes(document.channel.sector);
      return share(concept, 144, 156, keep) / share(concept, 92, 104, keep);
    };
    expect(growth(demand)).toBeGreaterThan(2);
    expect(growth([flat])).toBeLessThan(1.5);
  });

  it('holds every false friend at least once', () => {
    const texts = world.documents.filter((document) => document.noise).map((document) => document.text);
    for (const friend of truth.falseFriends) {
      expect(texts.some((text) => text.includes(friend.text.slice(1, 12)))).toBe(true);
    }
  });
});

describe('the history for import', () => {
  it('holds what is older than the sites show, all products, and weekly ranks', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hemline-demo-'));
    folders.push(folder);
    const { files } = await writeDemoHistory(folder, { world });
    const rows = await Promise.all(files.map((file) => readFile(file, 'utf8')));
    const [documents = [], observations = []] = rows.map((text) =>
      text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    );
    const texts = documents.filter((row) => row['type'] === 'document' && row['kind'] !== 'product');
    expect(texts.every((row) => String(row['publishedAt']) < DEMO_CRAWL_FROM)).toBe(true);
    expect(texts).toHaveLength(world.documents.filter((d) => d.product === null && !isOnSite(d)).length);
    expect(texts.length / world.documents.filter((d) => d.product === null).length).toBeGreaterThan(0.8);
    expect(observations).toHaveLength(truth.volumes.observations);
    const keys = new Set(documents.filter((row) => row['type'] === 'product').map((row) => row['key']));
    expect(observations.every((row) => keys.has(row['productKey']))).toBe(true);
    expect(observations.filter((row) => row['rank'] === 1).length).toBe(157 * 4);
  });
});
