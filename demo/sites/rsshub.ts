import { MADE_UP } from '../options.ts';
import type { DemoDocument } from '../story/documents.ts';
import { shownDocuments } from '../world.ts';
import { layout } from './layout.ts';
import { chineseDate } from './relative-date.ts';
import {
  escapeHtml,
  htmlAnswer,
  paragraphs,
  xmlAnswer,
  type SiteContext,
  type SiteDefinition,
} from './site.ts';

const NAME = '织机订阅（演示）';
const CLOSED = '/guanli/';

/** RSSHub writes the post as HTML into the description and shortens it to a title. */
function feed(title: string, link: string, documents: readonly DemoDocument[]): string {
  const items = documents.map((document) => {
    const { likes = 0, comments = 0 } = document.engagement;
    return `<item>
<title>${escapeHtml(document.text.slice(0, 24))}…</title>
<description><![CDATA[${paragraphs(document.text)}]]></description>
<link>${document.url}</link>
<guid isPermaLink="false">${document.url}</guid>
<pubDate>${document.publishedAt.toUTCString()}</pubDate>
<author>demo_${document.number % 60}</author>
<slash:comments>${comments}</slash:comments>
<upvotes>${likes}</upvotes>
</item>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss xmlns:atom="http://www.w3.org/2005/Atom" xmlns:slash="http://purl.org/rss/1.0/modules/slash/" version="2.0"><channel>
<title>${title}</title><link>${link}</link>
<description>${title} - ${MADE_UP.zh} - Powered by a demo in the manner of RSSHub</description>
<language>zh-cn</language><ttl>60</ttl>
${items.join('\n')}
</channel></rss>`;
}

/** Feeds in the manner of RSSHub: a Weibo keyword and a Xiaohongshu board, and the posts they link to. */
export function rsshubSite({ world, url }: SiteContext): SiteDefinition {
  const routes: Record<string, { title: string; documents: DemoDocument[] }> = {
    '/weibo/keyword/穿搭': { title: '微博 - 穿搭（演示）', documents: shownDocuments(world, 'demo-weibo') },
    '/xiaohongshu/board/demo': {
      title: '小红书 - 专辑（演示）',
      documents: shownDocuments(world, 'demo-xiaohongshu'),
    },
  };
  const byUrl = new Map(
    Object.values(routes).flatMap((route) => route.documents.map((document) => [document.url, document])),
  );
  const frame = (title: string, body: string) =>
    htmlAnswer(layout({ language: 'zh', siteName: NAME, title, body, closedPath: CLOSED }));
  return {
    key: 'rsshub',
    name: NAME,
    closedPaths: [CLOSED],
    answer({ path }) {
      const route = routes[decodePath(path)];
      if (route !== undefined) return xmlAnswer(feed(route.title, url + path, route.documents));
      const document = byUrl.get(url + path);
      if (document !== undefined) {
        const time = `<span class="time">${chineseDate(document.publishedAt)}</span>`;
        return frame('帖子', `<article>${time}${paragraphs(document.text)}</article>`);
      }
      return path === '/' || path.startsWith(CLOSED) ? frame(NAME, `<p>${MADE_UP.zh}</p>`) : null;
    },
  };
}

/** A path that is not well-formed UTF-8 stays as it is, and so finds nothing. */
function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch (thrown) {
    if (thrown instanceof URIError) return path;
    throw thrown;
  }
}
