import { ElementType, parseDocument } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import {
  blockText,
  elementAfter,
  elementsOf,
  nameTest,
  nodesAfter,
  parseHtml,
  shortText,
} from '../../crawlers/extract/dom.ts';
import type { Node } from '../../crawlers/extract/html-nodes.ts';

type Theirs = ReturnType<typeof parseDocument>['children'][number];

/** A tree as lines: what both readers must agree on (marks keep their place, their words are nobody's). */
function ours(nodes: Node[]): unknown[] {
  return nodes.map((node) =>
    node.kind === 'element'
      ? [node.name, node.attribs, ...ours(node.children)]
      : node.kind === 'text'
        ? node.data
        : '#',
  );
}

function theirs(nodes: Theirs[]): unknown[] {
  return nodes.map((node) =>
    'attribs' in node
      ? [node.name, node.attribs, ...theirs(node.children)]
      : node.type === ElementType.Text && 'data' in node
        ? node.data
        : '#',
  );
}

const same = (html: string): void =>
  expect({ html, tree: ours(parseHtml(html).children) }).toEqual({
    html,
    tree: theirs(parseDocument(html).children),
  });

/** Ends inside a tag are left out by both, but htmlparser2 has words of its own for some: whole pages only. */
const PIECES = [
  ...'<p>|</p>|<div class="a B" id=x>|</div>|<li>|<ul>|</ul>|<td>|<tr>|<table>|</table>|<br>|</br>|<br/>|<img src=a/>'.split(
    '|',
  ),
  ...'<svg>|</svg>|<path d="M0"/>|<svg/>|<math/>|<title>a &amp; b<b></title>|<desc/>|<foreignObject>|</foreignobject>'.split(
    '|',
  ),
  ...'<script>if (a</b && "</scr") x</script>|<style>a>b{}</style >|<script src="x"/>|<textarea><p>&amp;</textarea>|<XMP><i></xmp>'.split(
    '|',
  ),
  ...'<!-- a -->|<!-->|<!--->|<!doctype html>|<![CDATA[x > y]]>|<![if !IE]>|<?php echo ?>|<!>x>|<!-x>y>|</>|</ >|</ div>|</1>|</p/>'.split(
    '|',
  ),
  ...'<a href="?a=1&copy=2&lt;&amp;amp;&notit;">|</a>|<a href=\'x\'title=y disabled/ hidden>|<a href=b?x=1&y=2 href=c>|<i =a b= c>|<I A = "1" a=\'2\'>'.split(
    '|',
  ),
  ...'text &amp; &nbsp;&copy &copy2 &notin; &bogus; &#8217;&#x4e2d; &#1 &|a < b <3 <|价格：99元 |\n\t|. |&&lt;&'.split(
    '|',
  ),
  ...'<option>|<select>|</select>|<dt>|<dd>|<h1>|</h1>|<body>|<head>|</head>|<link rel=a>|<DIV\tCLASS=x\n>|<a-b:c x:y="1">|<noscript>|</noscript>'.split(
    '|',
  ),
];

/** Park and Miller's minimal standard: the same pages in every run. */
function numbers(seed: number): () => number {
  let state = seed * 7_919 + 1;
  return () => (state = (state * 48_271) % 2_147_483_647);
}

describe('the reader of HTML', () => {
  it.each(PIECES)('reads %j as htmlparser2 does', (piece) => {
    same(`<div>${piece}</div>.`);
    same(`${piece} and more ${piece}</p>.`);
  });

  it('reads 2,000 mixtures as htmlparser2 does', () => {
    for (let seed = 0; seed < 2_000; seed++) {
      const next = numbers(seed);
      same(`${Array.from({ length: 1 + (next() % 14) }, () => PIECES[next() % PIECES.length]).join('')} .`);
    }
  });

  it('leaves out a tag that the page breaks off in', () => {
    for (const end of ['<a', '<a href', '<a href="x', "<a b='", '<a b=', '<a b=c', '</a', '<a b '])
      expect(ours(parseHtml(`<p>x${end}`).children)).toEqual([['p', {}, 'x']]);
  });
});

describe('the tree', () => {
  const tree = parseHtml('<div class="Card" id="One"><p>a 1</p><p>b<script>c</script></p></div><i>d</i>');

  it('knows the elements below each element', () => {
    const [div] = tree.elements;
    expect(elementsOf(tree).map((element) => element.name)).toEqual(['div', 'p', 'p', 'script', 'i']);
    expect(elementsOf(div!).map((element) => element.name)).toEqual(['p', 'p', 'script']);
  });

  it('knows what follows an element', () => {
    const [div, , second, script] = tree.elements;
    expect([elementAfter(div!)?.name, elementAfter(second!), elementAfter(script!)]).toEqual([
      'i',
      null,
      null,
    ]);
    expect(nodesAfter(tree.elements[1]!, 4)).toEqual([second]);
    expect(tree.children.indexOf(tree.elements.at(-1)!)).toBe(tree.elements.at(-1)!.place);
  });

  it('counts what a reader sees', () => {
    const [div] = tree.elements;
    expect([div!.solid, div!.digits]).toEqual([3, 1]);
    expect([shortText(div!, 10), shortText(div!, 2)]).toEqual(['a 1 b', null]);
  });

  it('tests names once and remembers for all that bear them', () => {
    const isCard = nameTest(/(^| )card( |$)/);
    const [div, p] = tree.elements;
    expect([isCard(div!), isCard(div!), isCard(p!)]).toEqual([true, true, false]);
  });
});

describe('pages made to be slow', () => {
  it.each([
    ['nested without end', '<div><span>'.repeat(300_000)],
    ['siblings', '<i></i>'.repeat(400_000)],
    ['scripts without end', '<script>'.repeat(400_000)],
    ['end tags of nothing', `${'<b>'.repeat(1_500)}${'</i>'.repeat(600_000)}`],
    ['a long attribute', `<p title="${'a&'.repeat(1_500_000)}">x`],
    ['many attributes', `<p ${Array.from({ length: 200_000 }, (_, i) => `a${i}=1`).join(' ')}>x`],
    ['ampersands', '&'.repeat(3_000_000)],
    ['openings', '<'.repeat(3_000_000)],
    ['open quotes', '<a b="'.repeat(400_000)],
    ['text in pieces', 'x</y>'.repeat(500_000)],
    ['comments', '<!--'.repeat(700_000)],
    ['half end tags', `<script>${'</scrip '.repeat(400_000)}`],
  ])('%s', (_name, html) => {
    expect(blockText(parseHtml(html)).length).toBeLessThanOrEqual(html.length);
  });
});
