import { describe, expect, it } from 'vitest';
import { extractPage } from '../../crawlers/index.ts';

const FETCHED = new Date('2026-11-16T06:00:00Z');
const read = (body: string | Uint8Array, charset = 'utf-8') =>
  extractPage({
    url: 'https://a.example/x',
    body: Buffer.from(body),
    contentType: `text/html; charset=${charset}`,
    fetchedAt: FETCHED,
  });

const english = (line: string) =>
  read(
    `<html lang="en"><title>Wide Trousers Return</title><h1>Wide Trousers Return</h1>${line}<p>${'They are worn long, with flat shoes, and mostly in linen. '.repeat(8)}</p></html>`,
  );
const chinese = (line: string) =>
  read(
    `<html lang="zh-TW"><title>闊腿褲回來了</title><h1>闊腿褲回來了</h1>${line}<p>${'闊腿褲又回來了，配平底鞋，多半是亞麻的，大家都這麼說。'.repeat(8)}</p></html>`,
  );

describe('a line without a class below the headline', () => {
  it.each([
    ['By Jo Field on Tuesday 3rd March, 2026', 'Jo Field', '2026-03-03'],
    ['Published on 3rd March 2026 by Jo Field', 'Jo Field', '2026-03-03'],
    ['Posted 3 March 2026 at 12:30 by Jo Field', 'Jo Field', '2026-03-03T12:30:00'],
    ['March 3, 2026 | By Jo Field and Al Brook', 'Jo Field and Al Brook', '2026-03-03'],
    ['Collection of 3rd March 2026 shown by the sea', null, null],
    ['Yesterday at 12:30', null, '2026-11-15T12:30:00'],
    ['Posted 3 days ago', null, '2026-11-13'],
    ['Jo Field · 2 days ago · 5 min read', null, '2026-11-14'],
    ['Today', null, null],
    ['Those who left 3 days ago are back', null, null],
  ])('%s', (line, author, publishedAt) => {
    expect(english(`<p>${line}</p>`)).toMatchObject({ author, publishedAt });
  });

  it.each([
    ['昨天 12:30', null, '2026-11-15T12:30:00+08:00'],
    ['发布于 3天前', null, '2026-11-13T00:00:00+08:00'],
    ['今日', null, null],
    ['林示例 文', '林示例', null],
    ['林示例／撰文 2026年3月5日', '林示例', '2026-03-05T00:00:00+08:00'],
    ['記者林示例／台北報導', '林示例', null],
    ['文／攝影 林示例', '林示例', null],
    ['更多 文章', null, null],
  ])('%s', (line, author, publishedAt) => {
    expect(chinese(`<p>${line}</p>`)).toMatchObject({ author, publishedAt });
  });

  it('is read in a classed byline too, without its role and day', () => {
    expect(english('<p class="byline">Published on 3rd March 2026 by Jo Field</p>').author).toBe('Jo Field');
    expect(chinese('<p class="byline">林示例 文</p>').author).toBe('林示例');
  });

  it('is not one a reader wrote, nor an item of a list, nor far below', () => {
    const said = '<div class="comments"><div class="comment"><p>Well said</p><p>昨天 12:30</p></div></div>';
    expect(chinese(said).publishedAt).toBeNull();
    const list = ['昨天 12:30', '昨天 11:30', '3天前'].map((at) => `<li>${at}</li>`).join('');
    expect(chinese(`<ul>${list}</ul>`).publishedAt).toBeNull();
    expect(chinese(`${'<p>又回來了。</p>'.repeat(60)}<p>昨天 12:30</p>`).publishedAt).toBeNull();
  });
});

describe('a byline in Big5', () => {
  /** 文∕林示例 民國115年3月5日: most programs write the full-width slash as A2 41, which is read as U+2215. */
  const line = Buffer.from('a4e5a241aa4ca5dca8d220a5c1b0ea313135a67e33a4eb35a4e9', 'hex');
  it.each(['<p class="byline">', '<p>'])('is read as in UTF-8, in %s', (open) => {
    const page = Buffer.concat([
      Buffer.from(`<html lang="zh-TW"><h1>x</h1>${open}`),
      line,
      Buffer.from('</p></html>'),
    ]);
    expect(read(page, 'big5')).toMatchObject({
      charset: 'big5',
      author: '林示例',
      publishedAt: '2026-03-05T00:00:00+08:00',
    });
  });
});
