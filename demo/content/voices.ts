import type { Language } from '../../core/words.ts';
import * as enArticle from './en-article.ts';
import * as enPost from './en-post.ts';
import * as enProduct from './en-product.ts';
import { EN_SLOTS } from './en-slots.ts';
import type { FacetPool, Slots } from './pools.ts';
import * as zhArticle from './zh-article.ts';
import * as zhPost from './zh-post.ts';
import * as zhProduct from './zh-product.ts';
import { ZH_SLOTS } from './zh-slots.ts';

/** The sentence material of one language. */
export interface Voice {
  slots: Slots;
  /** Between two sentences. */
  gap: string;
  stop: string;
  article: {
    openings: string[];
    leads: string[];
    cores: FacetPool;
    tails: string[];
    fillers: string[];
    closings: string[];
    titles: string[];
  };
  post: { openings: string[]; cores: FacetPool; closings: string[]; tags: string[]; comma: string };
  product: { lines: string[]; details: string[]; plainGarments: string[]; lineNames: string[] };
}

const en: Voice = {
  slots: EN_SLOTS,
  gap: ' ',
  stop: '.',
  article: {
    openings: enArticle.EN_ARTICLE_OPENINGS,
    leads: enArticle.EN_ARTICLE_LEADS,
    cores: enArticle.EN_ARTICLE_CORES,
    tails: enArticle.EN_ARTICLE_TAILS,
    fillers: enArticle.EN_ARTICLE_FILLERS,
    closings: enArticle.EN_ARTICLE_CLOSINGS,
    titles: enArticle.EN_ARTICLE_TITLES,
  },
  post: {
    openings: enPost.EN_POST_OPENINGS,
    cores: enPost.EN_POST_CORES,
    closings: enPost.EN_POST_CLOSINGS,
    tags: enPost.EN_POST_TAGS,
    comma: ', ',
  },
  product: {
    lines: enProduct.EN_PRODUCT_LINES,
    details: enProduct.EN_PRODUCT_DETAILS,
    plainGarments: enProduct.EN_PLAIN_GARMENTS,
    lineNames: enProduct.EN_LINE_NAMES,
  },
};

const zh: Voice = {
  slots: ZH_SLOTS,
  gap: '',
  stop: '。',
  article: {
    openings: zhArticle.ZH_ARTICLE_OPENINGS,
    leads: zhArticle.ZH_ARTICLE_LEADS,
    cores: zhArticle.ZH_ARTICLE_CORES,
    tails: zhArticle.ZH_ARTICLE_TAILS,
    fillers: zhArticle.ZH_ARTICLE_FILLERS,
    closings: zhArticle.ZH_ARTICLE_CLOSINGS,
    titles: zhArticle.ZH_ARTICLE_TITLES,
  },
  post: {
    openings: zhPost.ZH_POST_OPENINGS,
    cores: zhPost.ZH_POST_CORES,
    closings: zhPost.ZH_POST_CLOSINGS,
    tags: zhPost.ZH_POST_TAGS,
    comma: '，',
  },
  product: {
    lines: zhProduct.ZH_PRODUCT_LINES,
    details: zhProduct.ZH_PRODUCT_DETAILS,
    plainGarments: zhProduct.ZH_PLAIN_GARMENTS,
    lineNames: zhProduct.ZH_LINE_NAMES,
  },
};

export const VOICES: Record<Language, Voice> = { en, zh };
