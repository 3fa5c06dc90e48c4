import type { Aspect, Polarity } from '../../core/words.ts';

type Side = 'positive' | 'negative';

/** What a bent adjective says of each aspect it may be about. */
const BY_ASPECT: Record<string, Partial<Record<Aspect, Side>>> = {
  快: { logistics: 'positive', service: 'positive', overall: 'positive' },
  慢: { logistics: 'negative', service: 'negative', overall: 'negative' },
  高: { quality: 'positive', style_look: 'positive', price: 'negative' },
  低: { price: 'positive', quality: 'negative', size_fit: 'negative' },
  厚: { fabric_feel: 'positive' },
  薄: { fabric_feel: 'negative' },
  软: { fabric_feel: 'positive' },
  硬: { fabric_feel: 'negative' },
  透: { fabric_feel: 'negative' },
  重: { smell: 'negative' },
  浓: { smell: 'negative' },
  深: { color_match: 'negative' },
  浅: { color_match: 'negative' },
  细: { quality: 'positive', fabric_feel: 'positive' },
  密: { quality: 'positive' },
  糙: { quality: 'negative', fabric_feel: 'negative' },
  贵: { price: 'negative', overall: 'negative' },
  值: { price: 'positive', overall: 'positive' },
  正: { color_match: 'positive', quality: 'positive' },
  准: { size_fit: 'positive' },
};

const SIZES = new Set(['大', '小', '长', '短', '肥', '瘦', '紧', '松', '宽', '窄']);
const LIKE = new Set([
  '一样',
  '相符',
  '一致',
  '符合',
  '相符合',
  '没有差别',
  '没差别',
  '没区别',
  '没什么区别',
]);
const UNLIKE = new Set(['不一样', '不同', '差别', '区别']);
/** Adjectives that speak of one aspect when nothing is named. */
const HOME: Record<string, Aspect> = {
  快: 'logistics',
  慢: 'logistics',
  厚: 'fabric_feel',
  薄: 'fabric_feel',
  软: 'fabric_feel',
  硬: 'fabric_feel',
  透: 'fabric_feel',
  贵: 'price',
  值: 'price',
};

export interface BentSense {
  aspect: Aspect;
  polarity: Polarity;
}

export interface BentContext {
  word: string;
  /** The aspects of its targets; empty when none is named. */
  aspects: Aspect[];
  /** A degree of excess (太, 有点, 偏) stands before it. */
  excess: boolean;
  /** Any degree stands before it, or a completed change after it (大了, 紧的要命). */
  graded: boolean;
  /** The target says: 性价比. */
  valueForMoney: boolean;
  /** A picture or description stands in the clause: likeness is of looks. */
  picture: boolean;
}

function ofSize(context: BentContext): BentSense | null {
  const aspect = context.aspects.find((one) => one !== 'overall');
  if (aspect === 'smell' || aspect === 'color_match') return { aspect, polarity: 'negative' };
  if (aspect === 'price') return context.word === '大' ? { aspect, polarity: 'positive' } : null;
  if (aspect === 'fabric_feel') {
    if (context.word === '大') return { aspect, polarity: context.excess ? 'negative' : 'positive' };
    return context.word === '小' ? { aspect, polarity: 'negative' } : null;
  }
  if (aspect !== undefined && aspect !== 'size_fit') return null;
  return context.graded || context.excess ? { aspect: 'size_fit', polarity: 'negative' } : null;
}

function ofLikeness(context: BentContext): BentSense | null {
  const polarity = LIKE.has(context.word) ? 'positive' : 'negative';
  const named = context.aspects.find((one) => one === 'color_match' || one === 'style_look');
  if (named !== undefined) return { aspect: named, polarity };
  return context.picture ? { aspect: 'style_look', polarity } : null;
}

/** Reads an adjective whose sense hangs on what it is said of; null when it evaluates nothing. */
export function readBent(context: BentContext): BentSense | null {
  const { word } = context;
  if (SIZES.has(word)) return ofSize(context);
  if (LIKE.has(word) || UNLIKE.has(word)) return ofLikeness(context);
  const senses = BY_ASPECT[word];
  if (senses === undefined) return null;
  if (word === '高' && context.valueForMoney) return { aspect: 'price', polarity: 'positive' };
  if (word === '低' && context.valueForMoney) return { aspect: 'price', polarity: 'negative' };
  const named = context.aspects.find((one) => one !== 'overall' && senses[one] !== undefined);
  const aspect = named ?? HOME[word];
  if (aspect === undefined) return null;
  if (!context.graded && !context.excess && named === undefined) return null;
  if (context.excess && aspect === 'fabric_feel') return { aspect, polarity: 'negative' };
  const polarity = senses[aspect];
  return polarity === undefined ? null : { aspect, polarity };
}
