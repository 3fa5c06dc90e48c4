import { dayOf } from '../../core/dates.ts';
import { siteUrl, type Channel } from './channels.ts';

/** A title as part of an address; Chinese titles give an empty slug. */
export function slugOf(title: string | null): string {
  return (title ?? '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
}

/** The path of a document on its site; the last digits are its number within the channel. */
export function documentPath(
  channel: Channel,
  number: number,
  title: string | null,
  publishedAt: Date,
): string {
  const day = dayOf(publishedAt);
  const slug = slugOf(title);
  const tail = slug === '' ? String(number) : `${slug}-${number}`;
  switch (channel.source) {
    case 'demo-catwalk-ledger':
      return `/shows/${day.slice(0, 4)}/${tail}`;
    case 'demo-portal-shows':
      return `/xiuchang/${day.replaceAll('-', '')}/${number}.html`;
    case 'demo-portal-news':
      return `/zixun/${day.replaceAll('-', '')}/${number}.html`;
    case 'demo-hue-horizon':
      return `/reports/${tail}`;
    case 'demo-hem-notes':
      return `/${day.slice(0, 4)}/${day.slice(5, 7)}/${tail}/`;
    case 'demo-parcel-street':
    case 'demo-qingsuo':
      return `/products/${slug === '' ? `qs-${number}` : tail}`;
    case 'demo-thimble-house':
      return `/p/${tail}`;
    case 'demo-glass-window':
      return `/item/${number}`;
    case 'demo-stitchodon-us':
      return `/statuses/${statusId(number, 1)}`;
    case 'demo-stitchodon-gb':
      return `/statuses/${statusId(number, 2)}`;
    case 'demo-weibo':
      return `/weibo/status/${5_000_000_000 + number}`;
    case 'demo-xiaohongshu':
      return `/xiaohongshu/note/${(0x64000000 + number).toString(16)}`;
    case 'demo-tried-worn':
      return `/en/reviews/${number}`;
    case 'demo-tried-worn-zh':
      return `/zh/reviews/${number}`;
    default:
      return `/reviews/${number}`;
  }
}

/** The account that posted a status: forty in each of the two markets. */
export function handleOf(id: string): string {
  const rest = BigInt(id) - 112_000_000_000_000_000n;
  return `demo_${rest % 1_000n === 1n ? 'us' : 'gb'}_${(rest / 1_000n) % 40n}`;
}

/** Mastodon's ids are long numbers that grow with time. */
export function statusId(number: number, instance: 1 | 2): string {
  return String(112_000_000_000_000_000n + BigInt(number) * 1_000n + BigInt(instance));
}

export function documentUrl(
  channel: Channel,
  number: number,
  title: string | null,
  publishedAt: Date,
  basePort: number,
): string {
  return siteUrl(channel.site, basePort) + documentPath(channel, number, title, publishedAt);
}
