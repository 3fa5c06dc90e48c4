import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import type { RawPage } from '../../core/content.ts';
import { AppError } from '../../core/errors.ts';
import { CrawlRun } from '../../crawlers/crawl-run.ts';
import { createPageReader, type PageReader } from '../../crawlers/page-reader.ts';
import {
  emptyReading,
  frontierItem,
  type Platform,
  type PlatformContext,
} from '../../crawlers/platforms/platform.ts';
import { platformFor } from '../../crawlers/platforms/registry.ts';
import { NOW, testContext, testFetcher, testSource } from './support/crawl.ts';
import { MemoryStore } from './support/memory-store.ts';
import { serve } from './support/serve.ts';

const readers: PageReader[] = [];
afterEach(async () => {
  await Promise.all(readers.splice(0).map((reader) => reader.close()));
});

function rawPage(url: string, body: string, contentType: string): RawPage {
  const headers = { 'content-type': contentType };
  return { url, finalUrl: url, status: 200, headers, body: Buffer.from(body), fetchedAt: new Date(NOW) };
}

const story = (n: number): RawPage =>
  rawPage(
    `https://a.example/story/${n}`,
    `<html lang="en"><head><title>Story ${n}</title></head><body><article><h1>Story ${n}</h1>
    <p>${'The long coat is back in the windows of the town and people stop to look. '.repeat(8)}</p></article>`,
    'text/html; charset=utf-8',
  );

/** A reader with one thread, and a count of what it read in this one instead. */
function threaded(platform: Platform, context: PlatformContext) {
  const count = { here: 0 };
  const counted: Platform = {
    ...platform,
    read: (...given) => {
      count.here += 1;
      return platform.read(...given);
    },
  };
  const reader = createPageReader(counted, context, { threads: 1, from: 1 });
  readers.push(reader);
  return { reader, count };
}

/** Reads on until the thread has taken over. */
async function warm(
  reader: PageReader,
  count: { here: number },
  read: () => Promise<unknown>,
): Promise<void> {
  for (let before = -1; before !== count.here;) {
    before = count.here;
    await sleep(20);
    await read().catch(() => null);
  }
}

describe('reading pages in a thread', () => {
  const context: PlatformContext = {
    source: testSource({ platform: 'sitemap', urls: ['https://a.example/sitemap.xml'] }),
    cursor: null,
    hashKey: 'a-key-for-tests-only',
  };

  test('gives what reading here gives; what does not fit in is read here', async () => {
    const platform = platformFor('sitemap');
    const { reader, count } = threaded(platform, context);
    const item = (n: number) => frontierItem(`https://a.example/story/${n}`, 'page', 1);
    await warm(reader, count, () => reader.read(story(0), item(0)));
    const before = count.here;
    const all = Array.from({ length: 40 }, (_, n) => n);
    const read = await Promise.all(all.map((n) => reader.read(story(n), item(n))));
    expect(count.here - before).toBe(1); // Sixteen wait for the thread, then one is read here in this turn.
    expect(read).toEqual(all.map((n) => platform.read(story(n), item(n), context)));
    expect(read[7]?.documents[0]?.title).toBe('Story 7');
    const large = story(99);
    large.body = Buffer.concat([large.body, Buffer.alloc(600_000, ' ')]);
    const soFar = count.here;
    expect((await reader.read(large, item(99))).documents).toHaveLength(1);
    expect(count.here).toBe(soFar); // One thread has the memory for it.
  });

  test('a refusal comes back with its code and reason', async () => {
    const source = testSource({ platform: 'shopify', sector: 'commerce', urls: ['https://a.example/'] });
    const platform = platformFor('shopify');
    const { reader, count } = threaded(platform, { ...context, source });
    const item = platform.list({ ...context, source })[0]!;
    const broken = rawPage(item.url, '{"products": [', 'application/json');
    await warm(reader, count, () => reader.read(broken, item));
    const error: unknown = await reader.read(broken, item).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: 'UNREADABLE', details: { reason: 'bad-json' } });
  });

  test('without threads, or before there is enough to read, everything is read here', async () => {
    const platform = platformFor('sitemap');
    const reader = createPageReader(platform, context, { threads: 1 });
    readers.push(reader);
    const item = frontierItem('https://a.example/story/1', 'page', 1);
    expect((await reader.read(story(1), item)).documents).toHaveLength(1);
  });
});

describe('a page that ends its thread', () => {
  const source = testSource({ platform: 'sitemap', urls: ['https://a.example/sitemap.xml'] });
  const context: PlatformContext = { source, cursor: null, hashKey: 'a-key-for-tests-only' };
  const platform: Platform = {
    ...platformFor('sitemap'),
    read: () => ({ ...emptyReading(), cursor: { readBy: 'here' } }),
  };

  /** One thread that does what an address says; `expire` ends the time of the page it is at. */
  async function odd() {
    const due = new Set<() => void>();
    const reader = createPageReader(platform, context, {
      threads: 1,
      from: 1,
      entry: new URL('./support/odd-reading-thread.mjs', import.meta.url),
      deadline: (expired) => {
        due.add(expired);
        return () => due.delete(expired);
      },
    });
    readers.push(reader);
    const read = (what: string) => {
      const url = `https://a.example/${what}`;
      return reader.read(rawPage(url, what, 'text/html'), frontierItem(url, 'page', 1));
    };
    const by = async (what: string) => (await read(what)).cursor?.['readBy'];
    const expire = (): void => [...due].forEach((expired) => expired());
    while ((await by('fine')) !== 'thread') await sleep(20);
    return { reader, read, by, expire };
  }

  test('by never ending is refused as `read-timeout`; those behind it are read by a new thread', async () => {
    const { read, by, expire } = await odd();
    const hanging = read('hang').catch((thrown: unknown) => thrown);
    const behind = [by('one'), by('two')];
    await sleep(50);
    expire();
    expect(await hanging).toMatchObject({ code: 'UNREADABLE', details: { reason: 'read-timeout' } });
    expect(await Promise.all(behind)).toEqual(['thread', 'thread']);
  });

  test.each(['exit', 'throw'])(
    'by %s is unreadable; those behind it are read by a new thread',
    async (way) => {
      const { read, by } = await odd();
      const [ended, behind] = await Promise.allSettled([read(way), by('one')]);
      expect(ended).toMatchObject({
        status: 'rejected',
        reason: { message: 'the thread that read it ended' },
      });
      expect(behind).toEqual({ status: 'fulfilled', value: 'thread' });
    },
  );

  test('for want of memory is read here, which has more; those behind it by a new thread', async () => {
    const { by } = await odd();
    expect(await Promise.all([by('memory'), by('one')])).toEqual(['here', 'thread']);
  });

  test('has its reason in the ledger of the run', async () => {
    const site = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<p>A page.</p>');
    });
    const fetcher = testFetcher([site.host]);
    const { reader, expire } = await odd();
    const store = new MemoryStore();
    const run = new CrawlRun({
      source,
      store,
      platform,
      reader,
      reading: context,
      pages: null,
      context: testContext(fetcher),
    });
    await run.begin([frontierItem(`${site.url}/hang`, 'page')]);
    const [item] = await run.take(1);
    const handled = run.handle(item!);
    const ends = setInterval(expire, 50);
    await handled.finally(() => clearInterval(ends));
    expect(store.ledger).toMatchObject([{ outcome: 'refused', reason: 'read-timeout' }]);
    await Promise.all([fetcher.close(), site.close()]);
  });
});
