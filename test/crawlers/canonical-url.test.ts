import { expect, test } from 'vitest';
import { canonicalUrl } from '../../crawlers/canonical-url.ts';

const SAME: [string, string][] = [
  ['HTTPS://Shop.Example/Coat', 'https://shop.example/Coat'],
  ['https://shop.example:443/coat', 'https://shop.example/coat'],
  ['https://shop.example/coat#reviews', 'https://shop.example/coat'],
  ['https://anna:secret@shop.example/coat', 'https://shop.example/coat'],
  ['https://shop.example/coat?utm_source=a&color=red&fbclid=b', 'https://shop.example/coat?color=red'],
  ['https://shop.example/coat;jsessionid=AB12?size=8', 'https://shop.example/coat?size=8'],
  ['https://shop.example/coat?', 'https://shop.example/coat'],
  ['https://shop.example/a/../coat', 'https://shop.example/coat'],
  ['https://例子.example/外套', 'https://xn--fsqu00a.example/%E5%A4%96%E5%A5%97'],
];

test.each(SAME)('%s has one spelling', (written, canonical) => {
  expect(canonicalUrl(written)).toBe(canonical);
  expect(canonicalUrl(canonical)).toBe(canonical);
});

test.each([
  ['https://shop.example/coat?color=red', 'https://shop.example/coat?color=blue'],
  ['https://shop.example/coat', 'https://shop.example/Coat'],
  ['https://shop.example/list?page=1', 'https://shop.example/list?page=2'],
])('%s and %s are two pages', (one, two) => {
  expect(canonicalUrl(one)).not.toBe(canonicalUrl(two));
});

test.each(['', 'coat', 'mailto:anna@shop.example', 'javascript:void(0)', 'file:///etc/hosts', 'https://'])(
  '%j is no page',
  (url) => {
    expect(canonicalUrl(url)).toBeNull();
  },
);
