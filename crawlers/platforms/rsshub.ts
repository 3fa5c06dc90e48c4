import { AppError } from '../../core/errors.ts';
import { readFeedPage } from './feed.ts';
import { frontierItem, type Platform } from './platform.ts';
import { readArticle } from './read-page.ts';

/**
 * Routes of an RSSHub instance, which the user names in HEMLINE_RSSHUB: `url: /weibo/search/hot`. Its feeds carry
 * the posts, so that no further page is asked for unless `content: page` says so.
 */
export const rsshubPlatform: Platform = {
  name: 'rsshub',
  options: ['content', 'max_feed_pages'],
  list({ source, rsshubUrl }) {
    return source.urls.map((route) => {
      if (/^https?:/.test(route)) return frontierItem(route, 'list');
      if (!rsshubUrl)
        throw new AppError(
          'BAD_CONFIG',
          'This source needs an RSSHub instance: name yours in HEMLINE_RSSHUB.',
        );
      return frontierItem(new URL(route.replace(/^\//, ''), `${rsshubUrl.replace(/\/$/, '')}/`).href, 'list');
    });
  },
  read(page, item, context) {
    if (item.kind !== 'list') return readArticle(page, item, context);
    const content = context.source.options['content'] ?? 'feed';
    const source = { ...context.source, options: { ...context.source.options, content } };
    return readFeedPage(page, item, { ...context, source });
  },
};
