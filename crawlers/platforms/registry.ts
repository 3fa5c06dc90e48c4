import type { PlatformName } from '../../core/words.ts';
import { blogPlatform } from './blog.ts';
import { blueskyPlatform } from './bluesky.ts';
import { feedPlatform } from './feed.ts';
import { filePlatform } from './file.ts';
import { forumPlatform } from './forum.ts';
import { lemmyPlatform } from './lemmy.ts';
import { listingPlatform } from './listing.ts';
import { mastodonPlatform } from './mastodon.ts';
import type { Platform } from './platform.ts';
import { pushPlatform } from './push.ts';
import { redditPlatform } from './reddit.ts';
import { rsshubPlatform } from './rsshub.ts';
import { schemaOrgPlatform } from './schema-org.ts';
import { shopifyPlatform } from './shopify.ts';
import { sitemapPlatform } from './sitemap.ts';
import { woocommercePlatform } from './woocommerce.ts';
import { wordpressPlatform } from './wordpress.ts';

/** Every platform by its name. A new one is a file beside these and a line here. */
export const PLATFORM_BY_NAME: Record<PlatformName, Platform> = {
  feed: feedPlatform,
  sitemap: sitemapPlatform,
  shopify: shopifyPlatform,
  woocommerce: woocommercePlatform,
  wordpress: wordpressPlatform,
  blog: blogPlatform,
  forum: forumPlatform,
  mastodon: mastodonPlatform,
  bluesky: blueskyPlatform,
  reddit: redditPlatform,
  lemmy: lemmyPlatform,
  rsshub: rsshubPlatform,
  'schema-org': schemaOrgPlatform,
  listing: listingPlatform,
  file: filePlatform,
  push: pushPlatform,
};

export const platformFor = (name: PlatformName): Platform => PLATFORM_BY_NAME[name];
