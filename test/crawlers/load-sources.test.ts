import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LANGUAGES, SECTORS } from '../../core/words.ts';
import { loadSources } from '../../crawlers/index.ts';

const SHIPPED = join(import.meta.dirname, '../../crawlers/sources');
const GOOD = `id: my-shop
name: My shop
sector: commerce
platform: shopify
url: https://shop.example.com
market: gb
language: en
purpose: watch prices
legal_basis: legitimate interest
retention_days: 90
`;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sources-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const load = () => loadSources([{ folder, origin: 'user' }]);
const put = (name: string, text: string) => writeFileSync(join(folder, name), text);

describe('loadSources', () => {
  it('reads a source and fills in what it leaves open', () => {
    put('my-shop.yaml', GOOD);
    const [source] = load();
    expect(source).toMatchObject({
      id: 'my-shop',
      urls: ['https://shop.example.com'],
      cadenceHours: 24,
      politeness: { delayMs: 2000, maxPagesPerRun: 400, honourTdmReservation: true },
      weight: 1,
      enabled: true,
      checked: { at: null, how: 'not checked from here' },
      origin: 'user',
    });
  });

  it('names file, line and key of every problem at once', () => {
    put('a.yaml', GOOD.replace('sector: commerce', 'sector: shops').replace('market: gb', 'market: GB'));
    put('b.yaml', `${GOOD}retention: 3\npoliteness:\n  delay: 5\n`.replace('id: my-shop', 'id: other'));
    put('c.yaml', 'id: [unclosed');
    expect(load).toThrowError(/a\.yaml:3: sector: [\s\S]*a\.yaml:6: market: must be a two-letter/);
    expect(load).toThrowError(/b\.yaml:11: retention: is not a known key; did you mean retention_days\?/);
    expect(load).toThrowError(/b\.yaml:13: politeness\.delay: is not a known key; did you mean delay_ms\?/);
    expect(load).toThrowError(/c\.yaml:1: \(yaml\)/);
  });

  it('says what is missing, and refuses an id given twice and addresses that are none', () => {
    put('a.yaml', GOOD);
    put('b.yaml', GOOD);
    put('c.yaml', GOOD.replace('id: my-shop', 'id: third').replace('purpose: watch prices\n', ''));
    put('d.yaml', GOOD.replace('id: my-shop', 'id: fourth').replace('https://shop', 'ftp://shop'));
    expect(load).toThrowError(/b\.yaml:1: id: my-shop is also the id in .*a\.yaml/);
    expect(load).toThrowError(/c\.yaml:1: purpose: must say why/);
    expect(load).toThrowError(/d\.yaml:5: url: ftp:\/\/shop\.example\.com must be an http or https URL/);
  });

  it('ships at least 44 sources over all sectors and both languages, each polite and honestly marked', () => {
    const shipped = loadSources([{ folder: SHIPPED, origin: 'shipped' }]);
    expect(shipped.length).toBeGreaterThanOrEqual(44);
    expect(new Set(shipped.map((source) => source.sector))).toEqual(new Set(SECTORS));
    expect(new Set(shipped.map((source) => source.language))).toEqual(new Set(LANGUAGES));
    expect(new Set(shipped.map((source) => source.market)).size).toBeGreaterThanOrEqual(6);
    for (const source of shipped) {
      expect(source.politeness.delayMs, source.id).toBeGreaterThanOrEqual(1000);
      expect(source.file.endsWith(`${source.id}.yaml`), source.id).toBe(true);
      expect(source.checked.at === null ? source.checked.how : 'checked', source.id).toMatch(/checked/);
    }
  });
});
