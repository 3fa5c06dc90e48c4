import type { Engagement } from '../../core/content.ts';
import type { Random } from '../../core/random.ts';
import { writeArticle } from '../content/write-article.ts';
import { writePost } from '../content/write-post.ts';
import { writeProduct, type WrittenProduct } from '../content/write-product.ts';
import { writeReview } from '../content/write-review.ts';
import { documentUrl } from './addresses.ts';
import type { Channel } from './channels.ts';
import type { PlannedDocument } from './plan.ts';

/** A document of the made-up world, in words. */
export interface DemoDocument {
  channel: Channel;
  number: number;
  week: number;
  url: string;
  title: string | null;
  text: string;
  publishedAt: Date;
  concepts: string[];
  newTerm: boolean;
  noise: boolean;
  engagement: Engagement;
  /** Stars of a review. */
  rating: number | null;
  /** What a product document is of. */
  product: WrittenProduct | null;
  /** Set on a syndicated copy: the address of the text it copies. */
  copyOf: string | null;
}

function engagementOf(plan: PlannedDocument, random: Random): Engagement {
  if (plan.channel.genre !== 'post') return {};
  const likes = Math.floor(Math.exp(1.5 + 3.5 * random()));
  return { likes, comments: Math.floor(likes * random() * 0.3), shares: Math.floor(likes * random() * 0.2) };
}

function written(plan: PlannedDocument, random: Random) {
  const none = { rating: null, product: null };
  switch (plan.channel.genre) {
    case 'article':
      return { ...writeArticle(plan, random), ...none };
    case 'post':
      return { ...writePost(plan, random), ...none };
    case 'review': {
      const review = writeReview(plan, random);
      return { title: review.title, text: review.text, rating: review.stars, product: null };
    }
    case 'product': {
      const product = writeProduct(plan, random);
      return { title: product.name, text: product.text, rating: null, product };
    }
  }
}

export function writeDocument(plan: PlannedDocument, basePort: number, random: Random): DemoDocument {
  const words = written(plan, random);
  return {
    channel: plan.channel,
    number: plan.number,
    week: plan.week,
    url: documentUrl(plan.channel, plan.number, words.title, plan.publishedAt, basePort),
    ...words,
    publishedAt: plan.publishedAt,
    concepts: plan.concepts,
    newTerm: plan.newTerm,
    noise: plan.noise,
    engagement: engagementOf(plan, random),
    copyOf: null,
  };
}
