import { shownDocuments } from '../world.ts';
import { layout } from './layout.ts';
import {
  reviewItemPage,
  reviewItems,
  reviewListPage,
  type ReviewFrame,
  type ReviewItem,
} from './review-pages.ts';
import { htmlAnswer, type SiteContext, type SiteDefinition } from './site.ts';

const NAME = { en: 'Tried and Worn (demo)', zh: '穿过再说（演示）' };
const CLOSED = '/account/';

const FRAMES: { source: string; frame: ReviewFrame }[] = [
  {
    source: 'demo-tried-worn',
    frame: {
      language: 'en',
      siteName: NAME.en,
      closedPath: CLOSED,
      listPath: '/en/reviews',
      title: 'All reviews',
    },
  },
  {
    source: 'demo-tried-worn-zh',
    frame: {
      language: 'zh',
      siteName: NAME.zh,
      closedPath: CLOSED,
      listPath: '/zh/reviews',
      title: '全部评价',
    },
  },
];

/** A review site with microdata, in two languages; slow to answer. */
export function reviewsSite({ world }: SiteContext): SiteDefinition {
  const lists = FRAMES.map(({ source, frame }) => ({
    frame,
    items: reviewItems(shownDocuments(world, source), `/${frame.language}/items`),
  }));
  const byPath = new Map<string, { item: ReviewItem; frame: ReviewFrame }>(
    lists.flatMap(({ frame, items }) => items.map((item) => [item.path, { item, frame }] as const)),
  );
  return {
    key: 'reviews',
    name: NAME.en,
    closedPaths: [CLOSED],
    latencyMs: 60,
    answer(request) {
      const list = lists.find(({ frame }) => frame.listPath === request.path);
      if (list !== undefined) return reviewListPage(list.items, list.frame);
      const found = byPath.get(request.path);
      if (found !== undefined) return reviewItemPage(found.item, request, found.frame);
      if (request.path !== '/' && !request.path.startsWith(CLOSED)) return null;
      const body = '<a href="/en/reviews">Reviews</a> <a href="/zh/reviews">评价</a>';
      return htmlAnswer(
        layout({ language: 'en', siteName: NAME.en, title: 'Start', body, closedPath: CLOSED }),
      );
    },
  };
}
