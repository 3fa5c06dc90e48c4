import type { IncomingMessage, ServerResponse } from 'node:http';
import type { PlatformSite } from './platform-site.ts';

interface Recorded {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
}

type Answer = PlatformSite['answer'];

/** What a site would have answered. */
function record(answer: Answer, request: IncomingMessage, base: string): Recorded {
  const recorded: Recorded = { status: 200, headers: {}, body: '' };
  const response = {
    writeHead(status: number, headers: Record<string, string> = {}) {
      Object.assign(recorded, { status, headers });
      return response;
    },
    end(body: string | Buffer = '') {
      recorded.body = body;
      return response;
    },
  };
  answer(request, response as unknown as ServerResponse, base, 1);
  return recorded;
}

function leaves(value: unknown, change: (leaf: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((inner) => leaves(inner, change));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, leaves(inner, change)]));
  return change(value);
}

const inJson =
  (change: (leaf: unknown) => unknown) =>
  (body: string): string => {
    try {
      return JSON.stringify(leaves(JSON.parse(body), change)).replaceAll('"HUGE"', '1e308');
    } catch {
      return String(change(body));
    }
  };

/** What a server that is broken or means harm makes of a good answer. */
export const HOSTILE: Record<string, (body: string) => string> = {
  'an HTML page in place of everything': () => '<!doctype html><title>Sorry</title><p>Back soon.</p>',
  'nothing at all': () => '',
  'half of the answer': (body) => body.slice(0, body.length / 2),
  'null in every place': inJson(() => null),
  'another type in every place': inJson((leaf) =>
    typeof leaf === 'string' ? { a: [leaf] } : typeof leaf === 'number' ? 'many' : [leaf],
  ),
  'numbers beyond all bounds': inJson((leaf) =>
    typeof leaf === 'number'
      ? 'HUGE'
      : typeof leaf === 'string'
        ? leaf.replaceAll(/\d+/g, '9'.repeat(400))
        : leaf,
  ),
  'negative and broken numbers': inJson((leaf) =>
    typeof leaf === 'number' ? -leaf - 0.5 : typeof leaf === 'string' ? leaf.replaceAll(/\d/g, '-1.5') : leaf,
  ),
  'texts without end': inJson((leaf) =>
    typeof leaf === 'string' ? `${leaf}${'x<>&"\0'.repeat(2_000)}` : leaf,
  ),
  'a list in a list': (body) => `[[${body}]]`,
  'deep nesting': () => `${'['.repeat(50_000)}${']'.repeat(50_000)}`,
};

/** The site's own answers, each made hostile. */
export function hostileAnswer(answer: Answer, change: (body: string) => string): Answer {
  return (request, response, base) => {
    const good = record(answer, request, base);
    const body = good.status === 200 ? change(good.body.toString()) : good.body;
    response.writeHead(good.status, good.headers).end(body);
  };
}
