import { describe, expect, it } from 'vitest';
import { markdownText } from '../../crawlers/extract/markdown-text.ts';

describe('markdownText', () => {
  it.each([
    [
      'These are **wide** and *long*, see [this](https://a.example/b_(c) "Trousers").',
      'These are wide and long, see this.',
    ],
    ['***Both*** __bold__ _slanted_ ~~gone~~ `code_is_code*`', 'Both bold slanted gone code_is_code*'],
    ['snake_case_stays, so does 5 * 3 * 2 and 2*3', 'snake_case_stays, so does 5 * 3 * 2 and 2*3'],
    ['\\*not slanted\\* &amp; fine', '*not slanted* & fine'],
    ['[![A coat](https://a.example/c.jpg)](https://a.example)', 'A coat'],
    ['![](https://a.example/c.jpg)\n\nWorn today', 'Worn today'],
    ['<https://a.example/x>', 'https://a.example/x'],
    ['[this one][1]\n\n[1]: https://a.example', 'this one'],
    ['# Title #\nsoft\nbreak\n\n- one\n- [x] two\n1. three', 'Title\nsoft break\none\ntwo\nthree'],
    ['first  \nsecond\\\nthird', 'first\nsecond\nthird'],
    ['> quoted *words*\n\nown words', 'quoted words\nown words'],
    ['&gt; quoted', 'quoted'],
    ['::: spoiler The fit\nToo **tight**\n:::', 'The fit\nToo tight'],
    ['| Size | Fit |\n|---|:--|\n| M | loose |', 'Size Fit\nM loose'],
    ['Heading\n=====\ntext\n\n***\n\nmore', 'Heading\ntext\nmore'],
    ['```js\na **b** c\n```', 'a **b** c'],
    ['#ootd is no heading', '#ootd is no heading'],
    ['**阔腿裤**很好看，[链接](https://a.example)', '阔腿裤很好看，链接'],
    ['', ''],
  ])('%j', (markdown, text) => {
    expect(markdownText(markdown)).toBe(text);
  });

  it.each(['[', '![', '*', '**a', '_a ', '`', '[a](', '[a](b', '(', '> ', '&', '\\', '^a', '|'])(
    'ends on a text of nothing but %j',
    (mark) => {
      expect(typeof markdownText(mark.repeat(50_000))).toBe('string');
    },
  );
});
