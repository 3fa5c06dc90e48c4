import { describe, expect, it } from 'vitest';
import { extractPage } from '../../crawlers/index.ts';

const page = (body: string) =>
  extractPage({
    url: 'https://shop.example/coats',
    body: Buffer.from(
      `<html lang="en"><head><title>Coats</title></head><body><h1>Coats</h1>${body}</body></html>`,
    ),
    contentType: 'text/html; charset=utf-8',
  });
const item = (n: number, extra: object = {}) => ({
  title: `Coat ${n}`,
  price: 90 + n,
  url: `/p/${n}`,
  ...extra,
});
const state = (items: object[]) => `<script>window.__STATE__ = ${JSON.stringify({ items })};</script>`;

describe('a short list that only a script holds', () => {
  it('is a listing from three items with price and address on', () => {
    const read = page(state([item(1), item(2), item(3)]));
    expect(read.kind).toBe('listing');
    expect(read.products.map(({ name, price, url }) => [name, price, url])).toEqual([
      ['Coat 1', 91, 'https://shop.example/p/1'],
      ['Coat 2', 92, 'https://shop.example/p/2'],
      ['Coat 3', 93, 'https://shop.example/p/3'],
    ]);
  });

  it.each([
    ['of two', [item(1), item(2)]],
    ['without an address each', [item(1), item(2), item(3, { url: null, sku: 'C3' })]],
    ['that leads to one address', [1, 2, 3].map((n) => item(n, { url: '/p/1' }))],
  ])('is none %s', (_name, items) => {
    expect(page(state(items)).kind).toBe('other');
  });

  it('is an aside on a page of much text', () => {
    const words = `<p>${'They are worn long, with flat shoes, and mostly in linen. '.repeat(40)}</p>`;
    expect(page(`<article>${words}</article>${state([item(1), item(2), item(3)])}`)).toMatchObject({
      kind: 'article',
      products: [],
    });
  });
});
