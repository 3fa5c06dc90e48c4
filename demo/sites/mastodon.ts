import { MADE_UP } from '../options.ts';
import { handleOf } from '../story/addresses.ts';
import type { DemoDocument } from '../story/documents.ts';
import { shownDocuments } from '../world.ts';
import { layout } from './layout.ts';
import {
  escapeHtml,
  htmlAnswer,
  jsonAnswer,
  type SiteContext,
  type SiteDefinition,
  type SiteRequest,
} from './site.ts';

const NAME = 'Stitchodon (demo)';
const CLOSED = '/settings/';

function idOf(document: DemoDocument): string {
  return new URL(document.url).pathname.split('/').at(-1) ?? '';
}

function content(document: DemoDocument, url: string): string {
  const text = escapeHtml(document.text);
  return `<p>${text.replace(/#(\w+)/g, (_tag, name: string) => `<a href="${url}/tags/${name}" class="mention hashtag" rel="tag">#<span>${name}</span></a>`)}</p>`;
}

function status(document: DemoDocument, url: string): object {
  const id = idOf(document);
  const handle = handleOf(id);
  return {
    id,
    created_at: document.publishedAt.toISOString(),
    in_reply_to_id: null,
    sensitive: false,
    spoiler_text: '',
    visibility: 'public',
    language: 'en',
    uri: `${url}/users/${handle}/statuses/${id}`,
    url: `${url}/@${handle}/${id}`,
    replies_count: document.engagement.comments ?? 0,
    reblogs_count: document.engagement.shares ?? 0,
    favourites_count: document.engagement.likes ?? 0,
    content: content(document, url),
    reblog: null,
    account: {
      id: handle.replace(/\D/g, ''),
      username: handle,
      acct: handle,
      display_name: 'made-up account',
      bot: false,
      url: `${url}/@${handle}`,
    },
    media_attachments: [],
    mentions: [],
    tags: [...document.text.matchAll(/#(\w+)/g)].map((match) => ({
      name: match[1],
      url: `${url}/tags/${match[1]}`,
    })),
    demo: MADE_UP.en,
  };
}

/** Newest first; `max_id`, `since_id` and `min_id` page through it, the Link header says how to go on. */
function timeline(documents: readonly DemoDocument[], request: SiteRequest, url: string) {
  const asked = Number(request.query.get('limit') ?? '20');
  const limit = Number.isInteger(asked) && asked > 0 ? Math.min(asked, 40) : 20;
  const bound = (key: string): bigint | null => {
    const text = request.query.get(key);
    return text !== null && /^\d{1,24}$/.test(text) ? BigInt(text) : null;
  };
  const below = bound('max_id');
  const above = bound('since_id') ?? bound('min_id');
  const found = documents.filter((document) => {
    const id = BigInt(idOf(document));
    return (below === null || id < below) && (above === null || id > above);
  });
  const items = found.slice(0, limit);
  const [first, last] = [items[0], items.at(-1)];
  const at = (key: string, id: string) => `<${url}${request.path}?limit=${limit}&${key}=${id}>`;
  const links =
    first === undefined || last === undefined
      ? []
      : [
          ...(found.length > limit ? [`${at('max_id', idOf(last))}; rel="next"`] : []),
          `${at('min_id', idOf(first))}; rel="prev"`,
        ];
  const headers: Record<string, string> = links.length > 0 ? { link: links.join(', ') } : {};
  return jsonAnswer(
    items.map((document) => status(document, url)),
    headers,
  );
}

/** The public API of a Mastodon server: a hashtag timeline for each of the two markets. */
export function mastodonSite({ world, url }: SiteContext): SiteDefinition {
  const timelines: Record<string, DemoDocument[]> = {
    '/api/v1/timelines/tag/outfitus': shownDocuments(world, 'demo-stitchodon-us'),
    '/api/v1/timelines/tag/outfitgb': shownDocuments(world, 'demo-stitchodon-gb'),
  };
  const byUrl = new Map(
    Object.values(timelines).flatMap((list) => list.map((document) => [document.url, document])),
  );
  const frame = (title: string, body: string) =>
    htmlAnswer(layout({ language: 'en', siteName: NAME, title, body, closedPath: CLOSED }));
  return {
    key: 'mastodon',
    name: NAME,
    closedPaths: [CLOSED],
    answer(request) {
      const list = timelines[request.path.toLowerCase()];
      if (list !== undefined) return timeline(list, request, url);
      if (request.path === '/api/v1/instance')
        return jsonAnswer({ uri: new URL(url).host, title: NAME, version: '4.3.0', demo: MADE_UP.en });
      const document = byUrl.get(url + request.path);
      if (document !== undefined) return frame('Post', `<article>${content(document, url)}</article>`);
      return request.path === '/' || request.path.startsWith(CLOSED)
        ? frame(NAME, '<p>Made-up posts.</p>')
        : null;
    },
  };
}
