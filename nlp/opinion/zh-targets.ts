import type { Aspect } from '../../core/words.ts';
import type { ZhWord } from './zh-lexicon.ts';
import type { TrieHit } from './word-trie.ts';

export type ZhToken = TrieHit<ZhWord>;

/** What an evaluation is about: the aspects, and the span of the nearest name. */
export interface ZhTarget {
  aspects: Aspect[];
  start: number;
  end: number;
}

const JOINS = /^(?:|的|和|与|跟|及|以及|还有|、|，|,|\s|\/|\\|或|都|也)$/;

function isTarget(token: ZhToken | undefined): token is ZhToken & { value: { kind: 'target' } } {
  return token?.value.kind === 'target';
}

/**
 * The chain of names that ends at `last`: 款式和质量, 裤子的质量, 卖家发货速度. Products and persons give way to the
 * aspect named beside them.
 */
export function targetChain(tokens: ZhToken[], last: number, text: string): ZhTarget | null {
  const end = tokens[last];
  if (!isTarget(end)) return null;
  const chain = [end];
  for (let i = last - 1; i >= 0; i--) {
    const token = tokens[i];
    if (token?.value.kind === 'filler') continue;
    const after = chain.at(-1)!;
    if (!isTarget(token) || !JOINS.test(text.slice(token.end, after.start))) break;
    chain.push(token);
  }
  const strong = chain.filter((token) => isTarget(token) && token.value.role === 'aspect');
  const agents = chain.filter((token) => isTarget(token) && token.value.role === 'agent');
  let named = strong;
  if (named.length === 0) named = agents.length > 0 ? agents : chain;
  const aspects = [...new Set(named.map((token) => (isTarget(token) ? token.value.aspect : 'overall')))];
  const head = named[0] ?? end;
  return { aspects, start: head.start, end: head.end };
}

/** The name an evaluation stands in front of: 很好的质量, 不错的裤子. */
export function targetAfter(tokens: ZhToken[], index: number, text: string): ZhTarget | null {
  const own = tokens[index]!;
  let next = index + 1;
  while (tokens[next]?.value.kind === 'filler') next += 1;
  const token = tokens[next];
  if (!isTarget(token)) return null;
  const between = text.slice(own.end, token.start);
  if (between !== '的') return null;
  const after = tokens[next + 1];
  const head = isTarget(after) && after.start === token.end && after.value.role === 'aspect' ? after : token;
  return { aspects: [head.value.aspect], start: head.start, end: head.end };
}
