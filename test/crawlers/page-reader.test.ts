import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import type { RawPage } from '../../core/content.ts';
import { AppError } from '../../core/errors.ts';
import { createPageReader, type PageReader } from '../../crawlers/page-reader.ts';
import { frontierItem, type Platform, type PlatformContext } from '../../crawlers/platforms/platform.ts';
import { platformFor } from '../../crawlers/platforms/registry.ts';
import { NOW, testSource } from './support/crawl.ts';

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
    expect(count.here).toBe(soFar + 1);
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
