import { expect, it } from 'vitest';
import { parseConfig } from '../../core/config.ts';

it.each(['https://a.example/crawler', 'http://a.example', 'crawl@a.example', 'mailto:crawl@a.example'])(
  'takes %s as a contact',
  (contact) => {
    expect(parseConfig({ HEMLINE_CONTACT: contact }).contact).toBe(contact);
  },
);

it.each([
  'me',
  'a.example',
  'javascript:alert(1)',
  'https://nowhere',
  'crawl@a',
  'a b@a.example',
  'https://a.example/(x)',
])('refuses %s: nobody could answer a site owner there', (contact) => {
  expect(() => parseConfig({ HEMLINE_CONTACT: contact })).toThrow(/HEMLINE_CONTACT: must be a web address/);
});
