import { expect } from 'vitest';
import { json, xml } from './page-texts.ts';
import { gone, pathOf, queryOf, type PlatformSite } from './platform-site.ts';

export const mastodon: PlatformSite = {
  name: 'mastodon tag timeline',
  source: { platform: 'mastodon', sector: 'social' },
  urls: ['/api/v1/timelines/tag/ootd'],
  answer(request, response, base) {
    const query = queryOf(request);
    const status = (id: number) => ({
      id: String(id),
      url: `${base}/@a/${id}`,
      visibility: 'public',
      created_at: '2026-11-01T10:00:00.000Z',
      content: `<p>Wearing butter yellow today, <a href="#">@friend</a> <span>call 13812345678</span></p>`,
      favourites_count: 3,
      replies_count: 1,
      reblogs_count: 2,
      account: { acct: `someone${id}` },
    });
    if (query.has('since_id')) json(response, []);
    else if (query.has('max_id')) json(response, [status(8)]);
    else
      json(response, [status(10), status(9), { ...status(7), account: { acct: 'x', noindex: true } }], {
        link: `<${base}/api/v1/timelines/tag/ootd?max_id=9>; rel="next", <${base}/x>; rel="prev"`,
      });
  },
  check(store) {
    expect(store.documents).toHaveLength(3);
    expect(store.documents[0]?.engagement).toEqual({ likes: 3, comments: 1, shares: 2 });
    expect(store.documents[0]?.text).toContain('butter yellow');
    expect(store.documents[0]?.text).not.toMatch(/friend|13812345678/);
    expect(store.lastCursor).toMatchObject({ newest: expect.anything() });
  },
};

export const bluesky: PlatformSite = {
  name: 'bluesky search',
  source: { platform: 'bluesky', sector: 'social' },
  urls: ['/xrpc/app.bsky.feed.searchPosts?q=%23ootd'],
  answer(request, response) {
    const post = (key: string) => ({
      uri: `at://did:plc:abc/app.bsky.feed.post/${key}`,
      author: { did: 'did:plc:abc', handle: 'a.bsky.social' },
      record: { text: 'My new barrel-leg jeans are the best thing', createdAt: '2026-11-02T00:00:00Z' },
      likeCount: 4,
      replyCount: 0,
      repostCount: 1,
    });
    if (queryOf(request).get('cursor') === 'c2') json(response, { posts: [post('k2')] });
    else json(response, { posts: [post('k1')], cursor: 'c2' });
  },
  check: (store) =>
    expect(store.documents.map(({ canonicalUrl }) => canonicalUrl)).toEqual([
      'https://bsky.app/profile/did:plc:abc/post/k1',
      'https://bsky.app/profile/did:plc:abc/post/k2',
    ]),
};

export const reddit: PlatformSite = {
  name: 'reddit listing',
  source: { platform: 'reddit', sector: 'social' },
  urls: ['/r/fashion'],
  answer(request, response) {
    const post = (n: number, extra = {}) => ({
      kind: 't3',
      data: {
        permalink: `/r/fashion/comments/${n}/x/`,
        title: `Is linen worth it ${n}?`,
        selftext: 'I keep seeing it.',
        author: 'someone',
        score: 12,
        num_comments: 3,
        created_utc: 1_790_000_000,
        ...extra,
      },
    });
    if (queryOf(request).get('after') === 't3_b')
      json(response, { data: { children: [post(2)], after: null } });
    else
      json(response, {
        data: { children: [post(1), post(9, { over_18: true }), post(8, { stickied: true })], after: 't3_b' },
      });
  },
  check: (store) =>
    expect(store.documents.map(({ title }) => title)).toEqual([
      'Is linen worth it 1?',
      'Is linen worth it 2?',
    ]),
};

export const rsshub: PlatformSite = {
  name: 'rsshub route',
  source: { platform: 'rsshub', sector: 'social', language: 'zh', market: 'cn' },
  urls: ['/weibo/keyword/穿搭'],
  answer(request, response, base) {
    if (decodeURI(pathOf(request)) !== '/weibo/keyword/穿搭') return gone(response);
    xml(
      request,
      response,
      `<rss version="2.0"><channel><title>微博</title><item><title>今天穿了黄油黄</title><description><![CDATA[今天穿了黄油黄的针织衫，<br>回头率很高。微信：abc12345]]></description><link>${base}/status/1</link><author>小明</author><pubDate>Sun, 15 Nov 2026 10:00:00 GMT</pubDate></item></channel></rss>`,
    );
  },
  check(store) {
    expect(store.documents).toHaveLength(1);
    expect(store.documents[0]).toMatchObject({ kind: 'post', language: 'zh' });
    expect(store.documents[0]?.text).not.toContain('abc12345');
  },
};
