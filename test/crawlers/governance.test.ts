import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PageResult } from '../../core/crawl-store.ts';
import { collectedFields, legalBasisOf } from '../../core/governance.ts';
import { admitDocument, admitObservation, admitProduct } from '../../crawlers/governance-gate.ts';
import { holdsPersonal } from '../../crawlers/governance-residue.ts';
import { isOpenWire, siteOf } from '../../crawlers/governance-transport.ts';
import { withoutAccount } from '../../crawlers/governance-urls.ts';
import { ArrivalWatch } from '../../crawlers/governance-watch.ts';
import { loadSources } from '../../crawlers/index.ts';
import { sampleDocument, sampleObservation, sampleProduct } from '../storage/sample.ts';
import { testSource } from './support/crawl.ts';

const KEY = 'a-key-for-tests-only';

function pageOf(url: string, part: Partial<PageResult>): PageResult {
  const ledger = {
    url,
    outcome: 'fetched',
    reason: 'ok',
    status: 200,
    bytes: 1,
    durationMs: 1,
    at: new Date(0),
  } as const;
  return {
    item: { url, kind: 'page', depth: 0, hint: {} },
    ledger,
    validators: null,
    documents: [],
    products: [],
    observations: [],
    discovered: [],
    retry: false,
    cursor: null,
    ...part,
  };
}

describe('what a source declares', () => {
  it('begins with a legal basis, in either language; without one nobody is collected', () => {
    const bases = [
      'Legitimate interest in statistics',
      'Own made-up data',
      'Public web pages',
      '公开数据',
      'licence of the press',
      'by contract',
    ];
    expect(bases.map(legalBasisOf)).toEqual([
      'legitimate-interest',
      'own-data',
      'public-data',
      'public-data',
      'licence',
      null,
    ]);
    const source = testSource({ sector: 'social', legalBasis: 'because we can' });
    expect(collectedFields(source).has('author')).toBe(false);
    const draft = sampleDocument('https://a.example/1', 'A linen shirt', { author: 'Anna' });
    expect(admitDocument(draft, source, KEY).author).toBeNull();
  });

  it('may be less than its sector allows, and never more', () => {
    const folder = mkdtempSync(join(tmpdir(), 'hemline-governance-'));
    const file = (collects: string) =>
      `id: a-feed\nname: A a\nsector: editorial\nplatform: feed\nurl: https://a.example/feed\nmarket: gb\nlanguage: en\npurpose: a test\nlegal_basis: own data\nretention_days: 9\ncollects: ${collects}\n`;
    writeFileSync(join(folder, 'a.yaml'), file('[title, text]'));
    expect(loadSources([{ folder, origin: 'user' }])[0]?.collects).toEqual(['title', 'text']);
    writeFileSync(join(folder, 'a.yaml'), file('[title, price]'));
    expect(() => loadSources([{ folder, origin: 'user' }])).toThrow(
      /a\.yaml:11: collects: price is not collected in the sector editorial/,
    );
  });

  it('is kept by products and sightings', () => {
    const source = testSource({ sector: 'commerce', collects: ['product', 'price'] });
    expect(admitProduct(sampleProduct('a', { name: 'Shirt, ask 07700 900123' }), source, KEY)).toMatchObject({
      name: 'Shirt, ask [phone]',
      brand: null,
      sizes: [],
    });
    expect(admitObservation(sampleObservation('a', { rank: 3, rating: 4 }), source)).toMatchObject({
      price: 49.9,
      rank: null,
      rating: null,
      availability: 'unknown',
    });
    expect(admitProduct(sampleProduct('a'), testSource({ sector: 'social' }), KEY)).toBeNull();
  });
});

describe('the watch', () => {
  const shop = testSource({
    sector: 'commerce',
    platform: 'listing',
    urls: ['https://www.shop.co.uk/all'],
  });
  const document = (host: string, n: number) =>
    sampleDocument(`https://${host}/${n}`, 'A linen shirt', { sector: 'commerce', kind: 'review' });

  it('leaves out what is from elsewhere, and finds it when it is much', () => {
    const watch = new ArrivalWatch(shop, KEY);
    const hosts = ['shop.co.uk', 'cdn.shop.co.uk', 'other.co.uk', 'other.co.uk'];
    const kept = watch.look(pageOf('https://www.shop.co.uk/1', { documents: hosts.map(document) }));
    expect(kept.documents).toHaveLength(2);
    expect(watch.findings()).toEqual([]);
    watch.look(pageOf('https://www.shop.co.uk/2', { documents: [document('third.example', 9)] }));
    expect(watch.findings()).toEqual(['foreign-host: other.co.uk, third.example']);
    expect(watch.withheld).toEqual({ 'foreign-host': 3 });
  });

  it('keeps out what went round the gate', () => {
    const watch = new ArrivalWatch(shop, KEY);
    const likes = { ...document('shop.co.uk', 1), engagement: { likes: 3 } };
    expect(watch.look(pageOf('https://shop.co.uk/1', { documents: [likes] })).documents).toEqual([]);
    expect(watch.findings()).toEqual(['undeclared: engagement']);
  });

  it('sees names of persons travel in the clear, but on the own network', () => {
    const talk = testSource({ sector: 'social', urls: ['https://talk.example/feed'] });
    for (const host of ['talk.example', '10.talk.example', '127.talk.example', '192.168.talk.example'])
      expect(isOpenWire(`http://${host}/1`, talk), host).toBe(true);
    for (const url of [
      'https://talk.example/1',
      'http://rsshub:1200/x',
      'http://127.0.0.1:80/x',
      'http://10.0.0.7/x',
    ])
      expect(isOpenWire(url, talk), url).toBe(false);
    expect(isOpenWire('http://talk.example/1', { ...talk, sector: 'editorial' })).toBe(false);
    expect(isOpenWire('http://talk.example/1', { ...talk, collects: ['text'] })).toBe(false);
    const watch = new ArrivalWatch(talk, KEY);
    watch.look(pageOf('http://talk.example/1', {}));
    expect(watch.findings()).toEqual(['insecure: talk.example was asked without encryption']);
  });

  it('looks again with other eyes: spaced, spelt and full-width numbers', () => {
    for (const text of [
      '1 3 8 0 0 1 3 8 0 0 0',
      '幺三八零零一三八零零零',
      '１３８００１３８０００',
      'anna @ example . com',
    ])
      expect(holdsPersonal(text), text).toBe(true);
    for (const text of ['sizes 36 38 40 42 44 46', '一二三四五', '3399 and 1899 and 2025', '[phone] [email]'])
      expect(holdsPersonal(text), text).toBe(false);
  });
});

describe('addresses', () => {
  it('lose the account they name, once', () => {
    const once = withoutAccount('https://social.example/@anna/112233', KEY);
    expect(once).toMatch(/^https:\/\/social\.example\/@h-[0-9a-f]{12}\/112233$/);
    expect(withoutAccount(once, KEY)).toBe(once);
    expect(withoutAccount('https://bsky.app/profile/anna.example/post/3k', KEY)).toMatch(
      /profile\/h-[0-9a-f]{12}\/post\/3k$/,
    );
    const opaque = 'https://bsky.app/profile/did:plc:abc/post/3k';
    expect(withoutAccount(opaque, KEY)).toBe(opaque);
    for (const url of [
      'https://a.example/',
      'https://a.example',
      'https://a.example/news/2026/coat?in=1',
      'https://www.reddit.com/r/x/comments/1/y',
    ])
      expect(withoutAccount(url, KEY)).toBe(url);
  });

  it('belong to a site by the registered name of their host', () => {
    const sites = [
      'https://www.a.example/x',
      'https://b.a.example',
      'http://x.co.uk/',
      'https://s.myshopify.com',
      'http://127.0.0.1:8080/',
    ];
    expect(sites.map(siteOf)).toEqual(['a.example', 'a.example', 'x.co.uk', 's.myshopify.com', '127.0.0.1']);
  });
});
