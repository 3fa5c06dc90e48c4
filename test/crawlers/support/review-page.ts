import { schemaOrgPlatform } from '../../../crawlers/platforms/schema-org.ts';
import { frontierItem, type PageReading } from '../../../crawlers/platforms/platform.ts';
import { NOW, testSource } from './crawl.ts';

const URL_OF_ITEM = 'https://reviews.example/items/1';
const THING = {
  '@type': 'Product',
  name: 'Linen Shirt',
  review: {
    '@type': 'Review',
    reviewBody: 'Soft from the first day, and true to size.',
    author: 'A reader',
    datePublished: '2026-11-02',
  },
};

/** What a review source takes from a page whose product is marked up around its review. */
export function crawlReading(options: Record<string, unknown>): PageReading {
  const html = `<html lang="en"><head><title>Linen Shirt</title><script type="application/ld+json">${JSON.stringify(THING)}</script></head><body><h1>Linen Shirt</h1></body></html>`;
  const page = {
    url: URL_OF_ITEM,
    finalUrl: URL_OF_ITEM,
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: Buffer.from(html),
    fetchedAt: new Date(NOW),
  };
  const source = testSource({ platform: 'schema-org', sector: 'review', options });
  return schemaOrgPlatform.read(page, frontierItem(URL_OF_ITEM, 'shelf'), {
    source,
    cursor: null,
    hashKey: 'a-key-for-tests-only',
  });
}
