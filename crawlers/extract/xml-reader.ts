import { Parser, type Handler } from 'htmlparser2';
import type { Root } from './html-nodes.ts';
import { makeTag, type Tag } from './html-tags.ts';
import { TreeBuilder } from './tree-builder.ts';

/** Open elements beyond which a page is a trap: the parser's own stack is slow when it is long. */
const MAX_OPEN = 2_000;
const CHUNK = 16_384;

/** XML to a tree, piece by piece, stopping where the nesting says that no writer made this. */
export function readXml(xml: string): Root {
  const tree = new TreeBuilder();
  const tags: Tag[] = [];
  const known = new Map<string, Tag>();
  const parser = new Parser(handlerFor(tree, tags, known), { xmlMode: true, decodeEntities: true });
  for (let at = 0; at < xml.length && tags.length < MAX_OPEN && !tree.full; at += CHUNK)
    parser.write(xml.slice(at, at + CHUNK));
  parser.end();
  return tree.finish();
}

function handlerFor(tree: TreeBuilder, tags: Tag[], known: Map<string, Tag>): Partial<Handler> {
  const tagOf = (name: string): Tag => {
    const tag = known.get(name) ?? makeTag(name, 0);
    known.set(name, tag);
    return tag;
  };
  return {
    onopentag(name, attributes) {
      const tag = tagOf(name);
      tags.push(tag);
      const pairs = Object.entries(attributes).flat();
      tree.open(tag, pairs.length === 0 ? null : pairs);
    },
    onclosetag() {
      const tag = tags.pop();
      if (tag !== undefined) tree.close(tag);
    },
    ontext: (text) => tree.text(text, 0, text.length),
    oncomment: () => tree.mark(),
    onprocessinginstruction: () => tree.mark(),
    oncdatastart: () => tree.openSection(),
    oncdataend: () => tree.closeSection(),
  };
}
