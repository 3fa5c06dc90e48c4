import { expect } from 'vitest';
import { html, json } from './page-texts.ts';
import { gone, pathOf, queryOf, type PlatformSite } from './platform-site.ts';

const iso = (minute: number): string => new Date(Date.UTC(2026, 10, 1, 0, minute)).toISOString();

/** A topic of 45 posts (three pages of 20), one of one, and a pinned one; from the second run on one answer more. */
export const discourse: PlatformSite = {
  name: 'discourse forum',
  source: { platform: 'forum', sector: 'social' },
  urls: ['/'],
  answer(request, response, _base, round) {
    const path = pathOf(request);
    const page = Number(queryOf(request).get('page') ?? (path.startsWith('/t/') ? 1 : 0));
    const topic = (id: number, minute: number, posts: number, extra = {}) => ({
      id,
      slug: `topic-${id}`,
      title: `Topic ${id}`,
      posts_count: posts,
      created_at: iso(0),
      bumped_at: iso(minute),
      last_posted_at: iso(minute),
      pinned: false,
      ...extra,
    });
    const posts = round > 1 ? 46 : 45;
    if (path === '/')
      return html(
        response,
        '<html lang="en"><head><meta name="generator" content="Discourse 3.4.0 - x"></head><body></body></html>',
      );
    if (path === '/latest.json' && page === 0)
      return json(response, {
        topic_list: {
          per_page: 2,
          more_topics_url: '/latest?no_definitions=true&page=1',
          topics: [topic(9, 1, 1, { pinned: true }), topic(1, round > 1 ? 500 : 45, posts)],
        },
      });
    if (path === '/latest.json')
      return json(response, { topic_list: { per_page: 2, topics: [topic(2, 2, 1)] } });
    const id = Number(/^\/t\/(\d+)\.json$/.exec(path)?.[1]);
    if (![1, 2, 9].includes(id)) return gone(response);
    const count = id === 1 ? posts : 1;
    const numbers = Array.from({ length: count }, (_, i) => i + 1);
    const shown = numbers.slice((page - 1) * 20, page * 20);
    if (shown.length === 0) return gone(response);
    json(response, {
      id,
      slug: `topic-${id}`,
      title: `Topic ${id}`,
      post_stream: {
        stream: numbers.map((n) => id * 1000 + n),
        posts: shown.map((n) => ({
          id: id * 1000 + n,
          post_number: n,
          post_type: n === 3 ? 3 : 1,
          username: `user${n}`,
          created_at: iso(n === 46 ? 500 : n),
          cooked: `<aside class="quote"><blockquote>Someone said tweed.</blockquote></aside><p>I wear linen trousers, number ${n}.</p>`,
          reply_count: 0,
          actions_summary: [{ id: 2, count: 7 }],
        })),
      },
    });
  },
  check(store, hits) {
    expect(store.documents).toHaveLength(46); // Of 47 one is a note on what was done to the topic.
    expect(store.documents.some(({ text }) => text.includes('tweed'))).toBe(false);
    const first = store.documents.find(({ canonicalUrl }) => canonicalUrl.endsWith('/t/topic-1/1'));
    expect(first).toMatchObject({ kind: 'post', title: 'Topic 1', engagement: { likes: 7, comments: 0 } });
    expect(store.documents.filter(({ kind }) => kind === 'comment')).toHaveLength(43);
    expect(hits.sort()).toEqual(
      [
        '/',
        '/latest.json',
        '/latest.json?no_definitions=true&page=1',
        '/t/1.json',
        '/t/1.json?page=2',
        '/t/1.json?page=3',
        '/t/2.json',
        '/t/9.json',
      ].sort(),
    );
  },
  checkSecond(store, hits) {
    // The list, the topic that moved, and its last pages back to what was seen.
    expect(hits.sort()).toEqual([
      '/',
      '/latest.json',
      '/latest.json?no_definitions=true&page=1',
      '/t/1.json',
      '/t/1.json?page=3',
    ]);
    expect(store.documents.some(({ canonicalUrl }) => canonicalUrl.endsWith('/1/46'))).toBe(true);
  },
  bound: { options: { max_topic_pages: 2 }, pages: /\/t\/1\.json/, most: 2 },
};

export const nodebb: PlatformSite = {
  name: 'nodebb forum in a folder',
  source: { platform: 'forum', sector: 'social' },
  urls: ['/forum'],
  answer(request, response, _base, round) {
    const path = pathOf(request);
    const page = Number(queryOf(request).get('page') ?? 1);
    const topic = (tid: number, minute: number) => ({
      tid,
      slug: `${tid}/topic-${tid}`,
      title: `Topic &amp; ${tid}`,
      titleRaw: `Topic & ${tid}`,
      deleted: 0,
      pinned: 0,
      lastposttimeISO: iso(minute),
    });
    const pagination = (pageCount: number) => ({ currentPage: page, pageCount, rel: [] });
    if (path === '/forum') {
      response
        .writeHead(200, { 'content-type': 'text/html', 'x-powered-by': 'NodeBB' })
        .end('<html lang="en"><body>Forum</body></html>');
      return;
    }
    if (path === '/forum/api/recent')
      return json(response, {
        topics: page === 1 ? [topic(1, round > 1 ? 300 : 21)] : [topic(2, 1)],
        pagination: pagination(2),
      });
    const tid = Number(/^\/forum\/api\/topic\/(\d)\/topic-\d$/.exec(path)?.[1]);
    if (![1, 2].includes(tid)) return gone(response);
    const all = Array.from({ length: tid === 1 ? 21 : 1 }, (_, i) => i);
    json(response, {
      tid,
      titleRaw: `Topic & ${tid}`,
      posts: all.slice((page - 1) * 20, page * 20).map((index) => ({
        pid: tid * 100 + index,
        index,
        deleted: index === 2 ? 1 : 0,
        content: `<blockquote>tweed</blockquote><p>A loden coat, number ${index}.</p>`,
        timestampISO: iso(index),
        upvotes: 2,
        user: { uid: 5, username: 'Some One', userslug: 'some-one' },
        replies: { count: 1 },
      })),
      pagination: pagination(tid === 1 ? 2 : 1),
    });
  },
  check(store, hits) {
    expect(store.documents).toHaveLength(21);
    expect(
      store.documents.find(({ canonicalUrl }) => canonicalUrl.endsWith('/forum/post/100')),
    ).toMatchObject({
      kind: 'post',
      title: 'Topic & 1',
      text: 'A loden coat, number 0.',
      engagement: { likes: 2, comments: 1 },
    });
    expect(hits).toHaveLength(6);
  },
  checkSecond: (_store, hits) =>
    expect(hits.sort()).toEqual([
      '/forum',
      '/forum/api/recent',
      '/forum/api/recent?page=2',
      '/forum/api/topic/1/topic-1',
      '/forum/api/topic/1/topic-1?page=2',
    ]),
  bound: { options: { max_list_pages: 1 }, pages: /recent/, most: 1 },
};

/** Software nobody knows, with schema.org's DiscussionForumPosting on its pages. */
export const plainForum: PlatformSite = {
  name: 'forum of unknown software with marked-up discussions',
  source: { platform: 'forum', sector: 'social' },
  urls: ['/board'],
  answer(request, response, base) {
    const path = pathOf(request);
    if (path === '/board')
      return html(
        response,
        `<html lang="en"><body><ul><li><a href="/thread/1">Which boots for a wet winter?</a></li><li><a href="/thread/2">How long should a trench coat be?</a></li></ul></body></html>`,
      );
    const id = /^\/thread\/([12])$/.exec(path)?.[1];
    if (id === undefined) return gone(response);
    const thing = {
      '@context': 'https://schema.org',
      '@type': 'DiscussionForumPosting',
      headline: `Question ${id}`,
      text: 'I need something that keeps the water out.',
      url: `${base}/thread/${id}`,
      author: { '@type': 'Person', name: 'Someone' },
      datePublished: '2026-11-02T10:00:00Z',
      interactionStatistic: {
        '@type': 'InteractionCounter',
        interactionType: 'https://schema.org/LikeAction',
        userInteractionCount: 5,
      },
      comment: [
        {
          '@type': 'Comment',
          text: `Waxed leather, always. ${id}`,
          url: `${base}/thread/${id}#c1`,
          author: { '@type': 'Person', name: 'Another' },
          datePublished: '2026-11-03T10:00:00Z',
        },
      ],
    };
    html(
      response,
      `<html lang="en"><head><script type="application/ld+json">${JSON.stringify(thing)}</script></head><body><h1>Question ${id}</h1></body></html>`,
    );
  },
  check(store) {
    expect(store.documents.map(({ kind }) => kind)).toEqual(['post', 'comment', 'post', 'comment']);
    const first = store.documents.find(({ canonicalUrl }) => canonicalUrl.endsWith('/thread/1'));
    expect(first).toMatchObject({ title: 'Question 1', engagement: { likes: 5 } });
    expect(new Set(store.documents.map(({ canonicalUrl }) => canonicalUrl)).size).toBe(4);
  },
};
