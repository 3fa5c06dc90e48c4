import type { Availability } from '../../core/words.ts';
import { sha256Hex } from '../../core/hash.ts';
import { DEMO_WEEKS } from '../clock.ts';
import type { Channel } from './channels.ts';
import { CURVES } from './curves.ts';
import type { DemoDocument } from './documents.ts';

/** A garment of a made-up shop over the weeks it is on the shelf. */
export interface DemoProduct {
  document: DemoDocument;
  channel: Channel;
  key: string;
  sku: string;
  name: string;
  brand: string;
  category: string | null;
  color: string | null;
  sizes: string[];
  currency: string;
  listPrice: number;
  /** Week index in which it came to the shelf. */
  firstWeek: number;
  /** 0 to 1: how well it is liked for itself. */
  appeal: number;
}

/** What a shop shows of a product in a week. */
export interface ShelfState {
  price: number;
  availability: Availability;
  rating: number;
  reviewCount: number;
}

/** Weeks a product stays on the shelf. 38 weeks of about 16 new products keep some 600 on it. */
export const SHELF_WEEKS = 38;
const MARKDOWN_AGE_WEEKS = 18;

const SHOPS: Record<string, { brand: string; currency: string; from: number; step: number }> = {
  'demo-parcel-street': { brand: 'Parcel Street', currency: 'USD', from: 38, step: 6 },
  'demo-thimble-house': { brand: 'Thimble House', currency: 'GBP', from: 34, step: 7 },
  'demo-glass-window': { brand: 'Glass Window', currency: 'EUR', from: 45, step: 9 },
  'demo-qingsuo': { brand: '青梭', currency: 'CNY', from: 159, step: 40 },
};

/** A number from 0 to 1 that belongs to a text. */
const chanceOf = (text: string): number => Number.parseInt(sha256Hex(text).slice(0, 8), 16) / 0x1_0000_0000;

export function productOf(document: DemoDocument): DemoProduct {
  const shop = SHOPS[document.channel.source];
  if (shop === undefined) throw new Error(`No shop for ${document.channel.source}`);
  const chance = chanceOf(document.url);
  const oneSize = document.concepts.some((id) => /tote|hat/.test(id));
  return {
    document,
    channel: document.channel,
    key: document.url,
    sku: `${document.channel.site.slice(0, 2).toUpperCase()}-${10_000 + document.number}`,
    name: document.title ?? '',
    brand: document.product?.brand ?? shop.brand,
    category: document.product?.category ?? null,
    color: document.product?.color ?? null,
    sizes: oneSize ? ['one size'] : ['XS', 'S', 'M', 'L', 'XL'].slice(chance < 0.3 ? 1 : 0),
    currency: shop.currency,
    listPrice: shop.from + shop.step * Math.floor(chance * 24) + (shop.currency === 'CNY' ? 0 : 0.9),
    firstWeek: document.week,
    appeal: chanceOf(`appeal ${document.url}`),
  };
}

export const onShelf = (product: DemoProduct, week: number): boolean =>
  product.firstWeek <= week && week < product.firstWeek + SHELF_WEEKS;

/** How well a product sells in a week: what people ask for, its own appeal, and how new it is. */
export function demandFor(product: DemoProduct, week: number): number {
  const wanted = product.document.concepts.map((concept) => {
    const curve = CURVES.get(concept);
    return curve === undefined ? 0 : curve(Math.min(week, DEMO_WEEKS - 1), 'social', product.channel.market);
  });
  const demand = wanted.reduce((sum, share) => sum + share, 0.02);
  const noise = 0.8 + 0.4 * chanceOf(`${product.key} ${week}`);
  return demand * (0.4 + product.appeal) * Math.exp(-(week - product.firstWeek) / 20) * noise;
}

export function shelfState(product: DemoProduct, week: number): ShelfState {
  const age = week - product.firstWeek;
  const slow = product.appeal < 0.55;
  const cut = slow && age >= MARKDOWN_AGE_WEEKS + 8 ? 0.4 : slow && age >= MARKDOWN_AGE_WEEKS ? 0.2 : 0;
  const soldOut =
    age > 10 && product.appeal > 0.8 && chanceOf(`${product.key} stock ${Math.floor(week / 3)}`) < 0.35;
  const turned = product.brand === 'Lumenfold' && week >= 148;
  return {
    price: Math.round(product.listPrice * (1 - cut) * 100) / 100,
    availability: soldOut ? 'out_of_stock' : 'in_stock',
    rating: Math.round((turned ? 2.4 : 3.6 + product.appeal * 1.3) * 10) / 10,
    reviewCount: Math.floor((1 + age) * (0.5 + product.appeal * 3)),
  };
}

/** The bestseller list of a shop in a week, best first. */
export function bestsellers(products: readonly DemoProduct[], week: number, length: number): DemoProduct[] {
  return products
    .filter((product) => onShelf(product, week))
    .map((product) => ({ product, demand: demandFor(product, week) }))
    .sort((a, b) => b.demand - a.demand || (a.product.key < b.product.key ? -1 : 1))
    .slice(0, length)
    .map((entry) => entry.product);
}
