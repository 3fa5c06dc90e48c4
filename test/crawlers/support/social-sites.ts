import { expect } from 'vitest';
import { json, xml } from './page-texts.ts';
import { gone, pathOf, queryOf, type PlatformSite } from './platform-site.ts';

/** Statuses 11 (from the second run on), 10, 9, 8: two a page, older ones by `max_id`, newer than `since_id`. */
export const mastodon: PlatformSite = {
  name: 'mastodon tag timeline',
  source: { platform: 'mastodon', sector: 'social' },
  urls: ['/api/v1/timelines/tag/ootd'],
  answer(request, response, base, round) {
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
      account: { acct: `someone${id}`, noindex: id === 7 },
    });
    if (pathOf(request) !== '/api/v1/timelines/tag/ootd') return gone(response);
    const below = Number(query.get('max_id') ?? 100);
    const above = Number(query.get('since_id') ?? 0);
    const ids = [11, 10, 9, 8, 7].filter((id) => id < below && id > above && (round > 1 || id < 11));
    const page = ids.slice(0, 2);
    const next = new URL(request.url!, base);
    next.searchParams.set('max_id', String(page.at(-1)));
    const prev = new URL(request.url!, base);
    prev.searchParams.set('min_id', String(page[0]));
    const link = `<${next.href}>; rel="next", <${prev.href}>; rel="prev"`;
    json(
      response,
      page.map((id) => status(id)),
      { 'x-ratelimit-remaining': '299', ...(page.length > 0 ? { link } : {}) },
    );
  },
  check(store, hits) {
    expect(store.documents).toHaveLength(3);
    expect(hits.at(-1)).toContain('max_id=7'); // An empty page is the end.
    expect(store.documents[0]?.engagement).toEqual({ likes: 3, comments: 1, shares: 2 });
    expect(store.documents[0]?.text).toContain('butter yellow');
    expect(store.documents[0]?.text).not.toMatch(/friend|13812345678/);
    expect(new URL(store.documents[0]!.canonicalUrl).pathname).toBe('/statuses/10'); // Opens, and names nobody.
    expect(Object.values(store.lastCursor?.['newest'] as object)).toEqual(['10']);
  },
  checkSecond(store, hits) {
    expect(hits.every((path) => path.includes('since_id=10'))).toBe(true);
    expect(store.documents.map(({ canonicalUrl }) => canonicalUrl.slice(-2))).toEqual(['11']);
  },
  bound: { options: { max_list_pages: 1 }, pages: /timelines/, most: 1 },
};

export const bluesky: PlatformSite = {
  name: 'bluesky search',
  source: { platform: 'bluesky', sector: 'social' },
  urls: ['/xrpc/app.bsky.feed.searchPosts?q=%23ootd'],
  answer(request, response, _base, round) {
    const post = (key: string, day: string) => ({
      uri: `at://did:plc:abc/app.bsky.feed.post/${key}`,
      cid: 'b',
      author: { did: 'did:plc:abc', handle: 'a.bsky.social', labels: [] },
      record: {
        $type: 'app.bsky.feed.post',
        text: 'My new barrel-leg jeans are the best thing',
        createdAt: day,
      },
      indexedAt: day,
      likeCount: 4,
      replyCount: 0,
      repostCount: 1,
    });
    const cursor = queryOf(request).get('cursor');
    if (cursor === 'c2') return json(response, { posts: [post('k1', '2026-11-01T00:00:00Z')], cursor: 'c3' });
    if (cursor === 'c3') return json(response, { posts: [], hitsTotal: 2 });
    const fresh = round > 1 ? [post('k3', '2026-11-03T00:00:00Z')] : [];
    json(response, { posts: [...fresh, post('k2', '2026-11-02T00:00:00Z')], cursor: 'c2', hitsTotal: 2 });
  },
  check(store, hits) {
    expect(store.documents.map(({ canonicalUrl }) => canonicalUrl)).toEqual([
      expect.stringMatching(/^https:\/\/bsky\.app\/profile\/did:plc:abc\/post\/k2$/),
      expect.stringMatching(/\/post\/k1$/),
    ]);
    expect(hits).toHaveLength(3);
  },
  checkSecond(store, hits) {
    expect(hits).toHaveLength(1); // The first page ends with what the last run has seen.
    expect(store.documents.map(({ canonicalUrl }) => canonicalUrl.slice(-2))).toEqual(['k3', 'k2']);
  },
  bound: { options: { max_list_pages: 2 }, pages: /searchPosts/, most: 2 },
};

export const reddit: PlatformSite = {
  name: 'reddit listing',
  source: { platform: 'reddit', sector: 'social' },
  urls: ['/r/fashion'],
  answer(request, response, _base, round) {
    const post = (n: number, extra = {}) => ({
      kind: 't3',
      data: {
        name: `t3_${n}`,
        permalink: `/r/fashion/comments/${n}/x/`,
        title: `Is linen worth it ${n}?`,
        selftext: 'I keep **seeing** [it](https://example.com/it).',
        author: 'someone',
        score: 12,
        num_comments: 3,
        created_utc: 1_790_000_000 + n * 1000,
        ...extra,
      },
    });
    const listing = (children: object[], after: string | null) =>
      json(
        response,
        { kind: 'Listing', data: { children, after, before: null } },
        { 'x-ratelimit-remaining': '99.0' },
      );
    if (pathOf(request) !== '/r/fashion/new.json') return gone(response);
    if (queryOf(request).get('after') === 't3_5') return listing([post(4)], null);
    const fresh = round > 1 ? [post(6)] : [];
    listing(
      [
        post(1, { stickied: true }),
        ...fresh,
        post(9, { over_18: true, created_utc: 1_790_000_001 }),
        post(5),
      ],
      't3_5',
    );
  },
  check: (store) =>
    expect(store.documents).toMatchObject([
      { title: 'Is linen worth it 5?', text: 'I keep seeing it.' },
      { title: 'Is linen worth it 4?', text: 'I keep seeing it.' },
    ]),
  checkSecond(store, hits) {
    expect(hits).toHaveLength(1);
    expect(store.documents.map(({ title }) => title)).toContain('Is linen worth it 6?');
  },
  bound: { options: { max_list_pages: 1 }, pages: /new\.json/, most: 1 },
};

const COMMUNITY = { id: 3, name: 'fashion', visibility: 'Public' };

/** Posts a page cursor apart, as Lemmy has them since 0.19. */
export const lemmyPosts: PlatformSite = {
  name: 'lemmy community',
  source: { platform: 'lemmy', sector: 'social' },
  urls: ['/c/fashion@example.social'],
  answer(request, response, base, round) {
    const query = queryOf(request);
    if (pathOf(request) !== '/api/v3/post/list' || query.get('community_name') !== 'fashion@example.social')
      return gone(response);
    if (Number(query.get('limit')) > 50)
      return void response.writeHead(400).end('{"error":"couldnt_get_posts"}');
    const view = (id: number, extra = {}) => ({
      post: {
        id,
        name: `Which wide-leg trousers ${id}?`,
        body: '**Linen** or [cotton](https://example.com/cotton),\nfor the heat?',
        ap_id: `${base}/post/${id}`,
        published: `2026-11-0${id}T08:00:00.123456Z`,
        removed: false,
        deleted: false,
        nsfw: false,
        ...extra,
      },
      creator: { id: 1, name: 'someone', actor_id: `${base}/u/someone`, bot_account: false },
      community: COMMUNITY,
      counts: { score: 3, upvotes: 4, downvotes: 1, comments: 2 },
    });
    const cursor = query.get('page_cursor');
    if (cursor === 'Pb') return json(response, { posts: [view(4), view(3)], next_page: 'Pc' });
    if (cursor === 'Pc') return json(response, { posts: [] });
    const pinned = view(1, { featured_community: true });
    const fresh = round > 1 ? [view(7)] : [];
    json(response, { posts: [pinned, ...fresh, view(6, { nsfw: true }), view(5)], next_page: 'Pb' });
  },
  check(store, hits) {
    expect(store.documents.map(({ canonicalUrl }) => canonicalUrl.slice(-1))).toEqual(['1', '5', '4', '3']);
    expect(store.documents[0]).toMatchObject({
      kind: 'post',
      text: 'Linen or cotton, for the heat?',
      engagement: { likes: 4, comments: 2 },
    });
    expect(hits).toHaveLength(3);
  },
  checkSecond(store, hits) {
    expect(hits).toHaveLength(1);
    expect(store.documents.some(({ canonicalUrl }) => canonicalUrl.endsWith('/7'))).toBe(true);
  },
  bound: { options: { max_list_pages: 2 }, pages: /post\/list/, most: 2 },
};

/** Comments by page number: they have no cursor in v3. Dates without a zone, as before 0.19. */
export const lemmyComments: PlatformSite = {
  name: 'lemmy comments',
  source: { platform: 'lemmy', sector: 'social' },
  urls: ['/api/v3/comment/list?type_=Local'],
  answer(request, response, base) {
    if (pathOf(request) !== '/api/v3/comment/list') return gone(response);
    const page = Number(queryOf(request).get('page') ?? 1);
    const view = (id: number) => ({
      comment: {
        id,
        content: `Linen creases, but number ${id} is worth it.`,
        ap_id: `${base}/comment/${id}`,
        path: `0.${id}`,
        published: new Date(Date.UTC(2026, 10, 1) - id * 60_000).toISOString().slice(0, 23),
        deleted: false,
        removed: false,
      },
      creator: { name: 'someone', actor_id: `${base}/u/someone` },
      post: { id: 1, name: 'x', nsfw: false },
      community: COMMUNITY,
      counts: { score: 1, upvotes: 1, child_count: 0 },
    });
    const count = page === 1 ? 50 : page === 2 ? 3 : 0;
    json(response, { comments: Array.from({ length: count }, (_, i) => view((page - 1) * 50 + i)) });
  },
  check(store, hits) {
    expect(store.documents).toHaveLength(53);
    expect(store.documents[0]).toMatchObject({
      kind: 'comment',
      publishedAt: new Date('2026-11-01T00:00:00Z'),
    });
    expect(hits).toHaveLength(2);
  },
  checkSecond: (_store, hits) => expect(hits).toHaveLength(1),
  bound: { options: { max_list_pages: 1 }, pages: /comment\/list/, most: 1 },
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
