import { decodeReferences } from './character-references.ts';
import { squash } from './dom.ts';

/** Nothing longer is kept of a post. */
const MOST = 100_000;
const ESCAPED = /\\([!-/:-@[-`{-~])/g;
const CODE = /(`{1,3})(?!`)([^`\n]{1,500})\1(?!`)/g;
/** Marks that are meant as they stand wait as private characters until the others are gone. */
const HELD = 0xe000;
const hold = (text: string): string =>
  text.replaceAll(/[!-/:-@[-`{-~]/g, (mark) => String.fromCharCode(HELD + mark.charCodeAt(0)));
const release = (text: string): string =>
  text.replaceAll(/[\ue021-\ue07e]/g, (held) => String.fromCharCode(held.charCodeAt(0) - HELD));

const TARGET =
  '\\(\\s{0,5}(?:<[^<>\\n]{0,2000}>|(?:[^\\s()]|\\([^\\s()]{0,200}\\)){0,2000})(?:\\s{1,5}"[^"\\n]{0,300}")?\\s{0,5}\\)';
const INLINE: [RegExp, string][] = [
  [new RegExp(`!\\[([^\\[\\]\\n]{0,500})\\](?:${TARGET}|\\[[^\\[\\]\\n]{0,100}\\])`, 'g'), '$1'],
  [new RegExp(`\\[([^\\[\\]\\n]{0,500})\\](?:${TARGET}|\\[[^\\[\\]\\n]{0,100}\\])`, 'g'), '$1'],
  [/<((?:https?:\/\/|mailto:)[^\s<>]{1,500})>/g, '$1'],
  [/\*\*(?=\S)([^\n]{0,1000}?\S)\*\*/g, '$1'],
  [/(?<![\p{L}\p{N}_])__(?=\S)([^\n]{0,1000}?\S)__(?![\p{L}\p{N}])/gu, '$1'],
  [/\*(?=[^\s*])([^*\n]{0,1000}?[^\s*])\*/g, '$1'],
  [/(?<![\p{L}\p{N}_])_(?=[^\s_])([^\n]{0,1000}?[^\s_])_(?![\p{L}\p{N}_])/gu, '$1'],
  [/~~(?=\S)([^~\n]{1,1000})~~/g, '$1'],
  [/\^([^\s^]{1,100})\^/g, '$1'],
];

/** Markdown (CommonMark, with the spoilers, tables and strikes that forums add) as the text a reader sees. */
export function markdownText(markdown: string): string {
  const source = markdown.slice(0, MOST).replaceAll(/\r\n?/g, '\n');
  const amp = source.indexOf('&');
  const plain = amp < 0 ? source : decodeReferences(source, 0, source.length, amp, false);
  const held = plain
    .replaceAll(ESCAPED, (_escape, mark: string) => hold(mark))
    .replaceAll(CODE, (_code, _marks, inside: string) => hold(inside.trim()));
  const lines = blocks(held.split('\n'));
  return lines
    .map((line) => squash(release(inline(line))))
    .filter((line) => line !== '')
    .join('\n');
}

const inline = (line: string): string =>
  INLINE.reduce((text, [form, kept]) => text.replaceAll(form, kept), line);

const FENCE = /^\s{0,3}(?:`{3,}|~{3,})/;
const NO_WORDS =
  /^\s*(?:=+|-{2,}|(?:[*_-]\s*){3,}|:::|\|?[\s:|-]*-[\s:|-]*\|[\s:|-]*|\[[^[\]]{1,200}\]:\s*\S.*)$/;
const STARTS = /^\s*(?:>\s?|#{1,6}\s|[-*+]\s|\d{1,3}[.)]\s|\||:::)/;

/** One line a paragraph, heading, item or row: a single line feed inside a paragraph is a space. */
function blocks(lines: readonly string[]): string[] {
  const read: string[] = [];
  let fenced = false;
  let open = false;
  for (const line of lines) {
    if (FENCE.test(line)) {
      fenced = !fenced;
      open = false;
    } else if (fenced) read.push(hold(line));
    else if (line.trim() === '' || NO_WORDS.test(line)) open = false;
    else {
      const words = unmarked(line);
      if (open && !STARTS.test(line)) read[read.length - 1] += ` ${words}`;
      else read.push(words);
      open = !/^\s*(?:#{1,6}\s|\||:::)/.test(line) && !/(?: {2}|\\)$/.test(line);
    }
  }
  return read;
}

/** A line without what marks it as a quote, heading, item, row or spoiler. */
function unmarked(line: string): string {
  const words = line
    .replace(/^\s*(?:>\s?)+/, '')
    .replace(/^\s*(?:#{1,6}|[-*+]|\d{1,3}[.)])\s+/, '')
    .replace(/^\[[ x]\]\s+/i, '')
    .replace(/^:::\s*spoiler\s+/i, '')
    .replace(/(?:\s#+|\\)\s*$/, '');
  return words.startsWith('|') ? words.split('|').join(' ') : words;
}
