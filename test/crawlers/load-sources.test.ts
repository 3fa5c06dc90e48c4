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

  it('names a bad address together with the other problems, and the line of each', () => {
    const urls = 'urls:\n  - https://shop.example.com/new\n  - ftp://shop.example.com\n  - http://10.0.0.7/';
    put('a.yaml', GOOD.replace('url: https://shop.example.com', urls).replace('market: gb', 'market: GB'));
    expect(load).toThrowError(/a\.yaml:9: market: must be/);
    expect(load).toThrowError(/a\.yaml:7: url: ftp:\/\/shop\.example\.com must be an http or https URL/);
    expect(load).toThrowError(/a\.yaml:8: url: http:\/\/10\.0\.0\.7\/ is at a private address/);
  });

  it.each([
    'http://localhost:8080/',
    'http://LOCALHOST./feed',
    'https://shop.internal/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://[::1]/',
    'http://[::ffff:10.0.0.1]/',
    'http://169.254.169.254/latest',
    'http://100.64.1.1/',
  ])('refuses %s unless its host is allowed by name', (url) => {
    put('a.yaml', GOOD.replace('https://shop.example.com', url));
    expect(load).toThrowError(/is at a private address; if .* is yours, name it in HEMLINE_ALLOW_HOSTS/);
    const allowHosts = [new URL(url).host];
    expect(loadSources([{ folder, origin: 'user' }], { allowHosts })).toHaveLength(1);
  });

  it('knows the options of each platform, and what their values may be', () => {
    put('a.yaml', `${GOOD}options:\n  max_list_page: 3\n  best_selling: true\n  max_rank_pages: many\n`);
    expect(load).toThrowError(/a\.yaml:12: options\.max_list_page: .*did you mean max_list_pages\?/);
    expect(load).toThrowError(/a\.yaml:14: options\.max_rank_pages: must be a whole number/);
    expect(load).not.toThrowError(/best_selling/);
  });

  it('knows the fields that columns of a file can be mapped to', () => {
    const sent = GOOD.replace('platform: shopify', 'platform: push').replace(
      'url: https://shop.example.com\n',
      '',
    );
    put('a.yaml', `${sent}options:\n  columns:\n    Stars: ratings\n`);
    expect(load).toThrowError(/options\.columns: Stars: ratings is no field of a row; did you mean rating\?/);
  });

  it('wants no address of a source that is pushed to', () => {
    const pushed = GOOD.replace('platform: shopify', 'platform: push');
    put('a.yaml', pushed.replace('url: https://shop.example.com\n', ''));
    expect(load()).toMatchObject([{ platform: 'push', urls: [] }]);
    put('a.yaml', pushed);
    expect(load).toThrowError(/url: https:\/\/shop\.example\.com is not wanted/);
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
