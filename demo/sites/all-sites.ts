import type { SiteKey } from '../story/channels.ts';
import { blogSite } from './blog.ts';
import { catwalkSite } from './catwalk.ts';
import { forecasterSite } from './forecaster.ts';
import { glassSite } from './glass.ts';
import { mastodonSite } from './mastodon.ts';
import { portalSite } from './portal.ts';
import { reviewsSite } from './reviews.ts';
import { rsshubSite } from './rsshub.ts';
import { shopifyShop } from './shopify-shop.ts';
import type { SiteContext, SiteDefinition } from './site.ts';
import { thimbleSite } from './thimble.ts';

export const SITES: Record<SiteKey, (context: SiteContext) => SiteDefinition> = {
  catwalk: catwalkSite,
  portal: portalSite,
  forecaster: forecasterSite,
  blog: blogSite,
  parcel: (context) =>
    shopifyShop(context, {
      key: 'parcel',
      source: 'demo-parcel-street',
      name: 'Parcel Street (demo)',
      language: 'en',
    }),
  thimble: thimbleSite,
  glass: glassSite,
  qingsuo: (context) =>
    shopifyShop(context, { key: 'qingsuo', source: 'demo-qingsuo', name: '青梭铺（演示）', language: 'zh' }),
  mastodon: mastodonSite,
  rsshub: rsshubSite,
  reviews: reviewsSite,
};
