import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { dayStart } from '../core/dates.ts';
import { DEMO_WEEKS } from './clock.ts';
import { CHANNELS } from './story/channels.ts';
import type { DemoDocument } from './story/documents.ts';
import { weekAt } from './story/plan.ts';
import { bestsellers, onShelf, shelfState, type DemoProduct } from './story/shelf.ts';
import { isOnSite, type DemoWorld } from './world.ts';

const BESTSELLER_LENGTH = 30;
/** Ages in weeks at which a product that is on no list is looked at all the same. */
const LOOKED_AT = new Set([0, 6, 12, 19, 27, 34]);
const DOCUMENT_KIND = { article: 'article', post: 'post', review: 'review', product: 'product' } as const;

function documentRow(document: DemoDocument): object {
  const { channel } = document;
  return {
    type: 'document',
    source: channel.source,
    canonicalUrl: document.url,
    kind: DOCUMENT_KIND[channel.genre],
    sector: channel.sector,
    market: channel.market,
    language: channel.language,
    title: document.title,
    text: document.text,
    author: null,
    publishedAt: document.publishedAt.toISOString(),
    publishedAtKnown: true,
    engagement: document.engagement,
    rating: document.rating,
    productKey: document.product === null ? null : document.url,
  };
}

function productRow(product: DemoProduct): object {
  const { channel } = product;
  return {
    type: 'product',
    source: channel.source,
    key: product.key,
    url: product.key,
    name: product.name,
    brand: product.brand,
    category: product.category,
    color: product.color,
    sizes: product.sizes,
    image: null,
    gtin: null,
    language: channel.language,
    market: channel.market,
    /** When it came to the shelf, for importers that keep it. */
    firstSeenAt: product.document.publishedAt.toISOString(),
  };
}

function observationRow(product: DemoProduct, week: number, list: string, rank: number | null): object {
  const state = shelfState(product, week);
  // Seen on the Sunday that ends the week.
  const observedAt = new Date(dayStart(weekAt(week)).getTime() + 6.5 * 86_400_000);
  return {
    type: 'observation',
    source: product.channel.source,
    productKey: product.key,
    observedAt: observedAt.toISOString(),
    list,
    rank,
    price: state.price,
    listPrice: product.listPrice,
    currency: product.currency,
    availability: state.availability,
    rating: state.rating,
    reviewCount: state.reviewCount,
  };
}

/** Three years of weekly bestseller lists, and now and then a look at what is on none. */
export function* observationRows(world: DemoWorld): Generator<object> {
  const shops = CHANNELS.filter((channel) => channel.sector === 'commerce').map((channel) =>
    world.products.filter((product) => product.channel === channel),
  );
  for (let week = 0; week < DEMO_WEEKS; week++) {
    for (const products of shops) {
      const ranked = bestsellers(products, week, BESTSELLER_LENGTH);
      for (const [i, product] of ranked.entries()) yield observationRow(product, week, 'bestsellers', i + 1);
      const onList = new Set(ranked);
      for (const product of products) {
        if (!onShelf(product, week) || onList.has(product) || !LOOKED_AT.has(week - product.firstWeek))
          continue;
        yield observationRow(product, week, '', null);
      }
    }
  }
}

export function* documentRows(world: DemoWorld): Generator<object> {
  for (const product of world.products) yield productRow(product);
  for (const document of world.documents) {
    if (document.product !== null || !isOnSite(document)) yield documentRow(document);
  }
}

export interface DemoHistory {
  /** Absolute paths, in the order in which they are to be imported. */
  files: [documents: string, observations: string];
}

function* lines(rows: Iterable<object>): Generator<string> {
  let block = '';
  for (const row of rows) {
    block += `${JSON.stringify(row)}\n`;
    if (block.length > 65_536) {
      yield block;
      block = '';
    }
  }
  if (block !== '') yield block;
}

/** Writes what is older than the sites show, in the form `hemline import` reads. */
export async function writeDemoHistory(folder: string, web: { world: DemoWorld }): Promise<DemoHistory> {
  await mkdir(folder, { recursive: true });
  const files: DemoHistory['files'] = [
    join(folder, 'history.documents.jsonl'),
    join(folder, 'history.observations.jsonl'),
  ];
  await pipeline(Readable.from(lines(documentRows(web.world))), createWriteStream(files[0]));
  await pipeline(Readable.from(lines(observationRows(web.world))), createWriteStream(files[1]));
  return { files };
}
