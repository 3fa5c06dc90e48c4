import { createRequire } from 'node:module';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../../core/errors.ts';
import type { Taxonomy } from '../taxonomy/taxonomy-types.ts';
import { cutInParts, foldUnits } from './cut-in-parts.ts';
import { hanTerms, isHanTerm, TERM_COUNT } from './han-terms.ts';
import type { Segmenter } from './segmenter.ts';

type SegmenterKind = 'auto' | 'nodejieba' | 'intl';

interface Jieba {
  load(options: { userDict: string }): void;
  cut(text: string, hmm: boolean): string[];
}

/**
 * nodejieba fed with the taxonomy's Chinese terms, or the built-in Intl.Segmenter where the native part is missing.
 * Only looks whether the native part is there; it is loaded (1.5 CPU-s, 300 MB) when the first text is cut.
 */
export function createSegmenter(taxonomy: Taxonomy, kind: SegmenterKind): Segmenter {
  const terms = hanTerms(taxonomy);
  if (kind === 'intl') {
    return intlSegmenter(
      terms,
      'Chinese words are cut by Intl.Segmenter, as the settings ask: less exact than nodejieba.',
    );
  }
  try {
    const jieba = requireNative();
    return jiebaSegmenter(jieba, terms);
  } catch (thrown) {
    const reason = thrown instanceof Error ? (thrown.message.split('\n')[0] ?? '') : String(thrown);
    if (kind === 'nodejieba') {
      throw new AppError(
        'BAD_CONFIG',
        `nodejieba cannot be used (${reason}); run "npm rebuild nodejieba" or choose intl.`,
        {
          cause: thrown,
        },
      );
    }
    return intlSegmenter(
      terms,
      `nodejieba's native part is missing (${reason}); Intl.Segmenter cuts Chinese words instead, less exactly. "npm rebuild nodejieba" brings it back.`,
    );
  }
}

/** The binding itself is asked for, so that a missing one is noticed here and not in the middle of a run. */
function requireNative(): Jieba {
  const require = createRequire(import.meta.url);
  require.resolve('nodejieba/build/Release/nodejieba.node');
  return require('nodejieba') as Jieba;
}

function jiebaSegmenter(jieba: Jieba, terms: string[]): Segmenter {
  let loaded = false;
  const load = (): void => {
    loadDictionary(jieba, terms);
    loaded = true;
  };
  const mixed = mixedTokens(terms);
  return {
    name: 'nodejieba',
    degraded: null,
    cut(text) {
      if (text === '') return [];
      if (!loaded) load();
      return cutInParts(text, mixed, (part) => jieba.cut(part, true));
    },
  };
}

/** One dictionary per process: the last taxonomy loaded serves. A missing file would abort the process, so it is written first. */
function loadDictionary(jieba: Jieba, terms: string[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'hemline-terms-'));
  try {
    const userDict = join(folder, 'terms.utf8');
    const lines = terms.filter(isHanTerm).map((term) => `${term} ${TERM_COUNT} n`);
    writeFileSync(userDict, `${lines.join('\n')}\n`);
    jieba.load({ userDict });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function intlSegmenter(terms: string[], degraded: string): Segmenter {
  const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
  const mixed = mixedTokens(terms);
  return {
    name: 'intl',
    degraded,
    cut: (text) =>
      cutInParts(text, mixed, (part) => Array.from(segmenter.segment(part), (piece) => piece.segment)),
  };
}

/** Terms of letters and Han characters together, which every segmenter would cut apart (T恤, A字裙, ins风); longest first. */
function mixedTokens(terms: string[]): RegExp | null {
  const mixed = terms.filter(
    (term) => /[a-z0-9]/.test(term) && !term.includes(' ') && foldUnits(term) === term,
  );
  if (mixed.length === 0) return null;
  const escaped = mixed
    .sort((a, b) => b.length - a.length)
    .map((term) => term.replaceAll(/[^\p{L}\p{N}]/gu, String.raw`\$&`));
  return new RegExp(`(?<![a-z0-9])(?:${escaped.join('|')})(?![a-z0-9](?<=[a-z0-9]{2}))`, 'g');
}
