import { encodeGbk } from '../content/gb18030.ts';
import type { DemoDocument } from '../story/documents.ts';
import { shownDocuments } from '../world.ts';
import { layout } from './layout.ts';
import { chineseDate, relativeDate } from './relative-date.ts';
import {
  escapeHtml,
  htmlAnswer,
  pageAsked,
  pageOf,
  paragraphs,
  type SiteAnswer,
  type SiteContext,
  type SiteDefinition,
} from './site.ts';

const NAME = '衣橱门户（演示）';
const PER_PAGE = 30;
const CLOSED = '/neibu/';

interface Section {
  path: string;
  title: string;
  documents: DemoDocument[];
}

/** GBK bytes; the header names no charset, only the page's meta element does. */
const gbkPage = (title: string, body: string): SiteAnswer =>
  htmlAnswer(
    encodeGbk(layout({ language: 'zh', siteName: NAME, title, body, closedPath: CLOSED, charset: 'gbk' })),
    'text/html',
  );

function listPage(section: Section, page: number, now: Date): SiteAnswer {
  const { items, pages } = pageOf(section.documents, page, PER_PAGE);
  const rows = items.map((document) => {
    const path = new URL(document.url).pathname;
    return `<li><a href="${path}">${escapeHtml(document.title ?? '')}</a> <span class="time">${relativeDate(document.publishedAt, now)}</span></li>`;
  });
  const links = Array.from(
    { length: pages },
    (_, i) => `<a href="${section.path}?page=${i + 1}">${i + 1}</a>`,
  );
  const next =
    page < pages ? `<a class="next" rel="next" href="${section.path}?page=${page + 1}">下一页</a>` : '';
  const body = `<h1>${section.title}</h1>
<ul class="list">
${rows.join('\n')}
<li><a href="${CLOSED}yusuan.html">内部资料：本周预算一览</a></li>
</ul>
<div class="pages">${links.join(' ')} ${next}</div>
`;
  return gbkPage(section.title, body);
}

function articlePage(document: DemoDocument, section: Section, now: Date): SiteAnswer {
  const week = now.getTime() - document.publishedAt.getTime() < 7 * 86_400_000;
  const when = week ? relativeDate(document.publishedAt, now) : chineseDate(document.publishedAt);
  const body = `<div class="crumbs"><a href="${section.path}">${section.title}</a></div>
<div class="article"><h1>${escapeHtml(document.title ?? '')}</h1>
<div class="info"><span class="time">${when}</span> <span class="source">来源：${NAME}</span></div>
<div class="content">${paragraphs(document.text)}</div></div>`;
  return gbkPage(document.title ?? '', body);
}

/** A Chinese portal in GBK: paginated lists, dates relative to now. */
export function portalSite({ world, clock, url }: SiteContext): SiteDefinition {
  const sections: Section[] = [
    { path: '/xiuchang/', title: '秀场', documents: shownDocuments(world, 'demo-portal-shows') },
    { path: '/zixun/', title: '资讯', documents: shownDocuments(world, 'demo-portal-news') },
  ];
  const byUrl = new Map(
    sections.flatMap((section) =>
      section.documents.map((document) => [document.url, { document, section }] as const),
    ),
  );
  return {
    key: 'portal',
    name: NAME,
    closedPaths: [CLOSED],
    answer(request) {
      const section = sections.find((section) => section.path === request.path);
      if (section !== undefined) return listPage(section, pageAsked(request), clock.now());
      const found = byUrl.get(url + request.path);
      if (found !== undefined) return articlePage(found.document, found.section, clock.now());
      if (request.path === '/') {
        return gbkPage('首页', sections.map((s) => `<p><a href="${s.path}">${s.title}</a></p>`).join('\n'));
      }
      return request.path.startsWith(CLOSED) ? gbkPage('内部', '<p>内部资料。</p>') : null;
    },
  };
}
