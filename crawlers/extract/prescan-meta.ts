/**
 * The WHATWG HTML prescan (section 13.2.3.2) over the first bytes as Latin-1: the first label of a meta tag
 * that names an encoding, or null.
 */
export function prescanMeta(head: string, names: (label: string) => boolean): string | null {
  if (!/charset/i.test(head)) return null; // without the word there is no label, and most of the work is saved
  let at = 0;
  while (at < head.length) {
    at = head.indexOf('<', at);
    if (at < 0) return null;
    if (head.startsWith('<!--', at)) {
      const end = head.indexOf('-->', at + 2);
      if (end < 0) return null;
      at = end + 3;
    } else if (/^<meta[\s/]/i.test(head.slice(at, at + 6))) {
      const { attributes, end, closed } = readAttributes(head, at + 5);
      if (!closed) return null;
      const label = labelOf(attributes);
      if (label !== null && names(label)) return label;
      at = end;
    } else if (/^<\/?[a-z]/i.test(head.slice(at, at + 3))) {
      at = skipTag(head, at);
    } else if (/^<[!/?]/.test(head.slice(at, at + 2))) {
      const end = head.indexOf('>', at);
      if (end < 0) return null;
      at = end + 1;
    } else at += 1;
  }
  return null;
}

function skipTag(head: string, at: number): number {
  const name = /^<\/?[^\s/>]*/.exec(head.slice(at, at + 200))?.[0] ?? '<';
  const { end } = readAttributes(head, at + name.length);
  return end;
}

const ATTRIBUTE = /[\s/]*(?:([^\s/>=][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']?[^\s>]*)))?)/y;

function readAttributes(
  head: string,
  from: number,
): {
  attributes: Map<string, string>;
  end: number;
  closed: boolean;
} {
  const attributes = new Map<string, string>();
  let at = from;
  while (at < head.length) {
    ATTRIBUTE.lastIndex = at;
    const match = ATTRIBUTE.exec(head);
    if (!match || match[0] === '') break;
    at = ATTRIBUTE.lastIndex;
    const name = match[1]!.toLowerCase();
    if (!attributes.has(name)) attributes.set(name, match[2] ?? match[3] ?? match[4] ?? '');
  }
  const end = head.indexOf('>', at);
  return { attributes, end: end < 0 ? head.length : end + 1, closed: end >= 0 };
}

function labelOf(attributes: Map<string, string>): string | null {
  const charset = attributes.get('charset');
  if (charset !== undefined && charset.trim() !== '') return charset.trim();
  // Some old generators write the value where the content belongs.
  const content = attributes.get('content') ?? attributes.get('value');
  if (content === undefined || attributes.get('http-equiv')?.toLowerCase() !== 'content-type') return null;
  const match = /charset\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s;"']+))/i.exec(content);
  return match?.[1] ?? match?.[2] ?? match?.[3] ?? null;
}
