import { Session, type Profiler } from 'node:inspector/promises';

export type Part = 'fetch' | 'extract' | 'store' | 'shell' | 'garbage' | 'other';

/** Whose work a stack is: the innermost frame whose file tells. */
const OWNERS: [Part, RegExp][] = [
  [
    'extract',
    /\/crawlers\/(?:extract|platforms)\/|\/crawlers\/(?:make-|minimise|canonical-url|near-copies|govern)/,
  ],
  ['store', /\/storage\/|\/node_modules\/postgres\//],
  ['fetch', /\/crawlers\/fetch\/(?!crawl-shell|frontier-queue)|\/node_modules\/undici\//],
  ['shell', /\/node_modules\/(?:crawlee|@crawlee|@apify|@sapphire)\/|\/crawlers\//],
];

/** Watches the main thread's time, by what it is spent on, while `work` runs; ms. Other threads are not seen. */
export async function splitCpu<T>(
  work: () => Promise<T>,
): Promise<{ value: T; split: Record<Part, number> }> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 500 });
  await session.post('Profiler.start');
  const value = await work();
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  return { value, split: splitOf(profile) };
}

function splitOf(profile: Profiler.Profile): Record<Part, number> {
  const split = { fetch: 0, extract: 0, store: 0, shell: 0, garbage: 0, other: 0 };
  const owners = ownersOf(profile.nodes);
  const deltas = profile.timeDeltas ?? [];
  (profile.samples ?? []).forEach((id, i) => {
    const owner = owners.get(id);
    if (owner) split[owner] += (deltas[i] ?? 0) / 1_000;
  });
  return split;
}

/** Each node's own part, or the one of the frame that called it; idle time belongs to nobody. */
function ownersOf(nodes: Profiler.ProfileNode[]): Map<number, Part> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const owners = new Map<number, Part>();
  const visit = (node: Profiler.ProfileNode, inherited: Part): void => {
    const { functionName, url } = node.callFrame;
    if (functionName === '(idle)') return;
    const own =
      functionName === '(garbage collector)' ? 'garbage' : OWNERS.find(([, file]) => file.test(url))?.[0];
    owners.set(node.id, own ?? inherited);
    for (const id of node.children ?? []) {
      const child = byId.get(id);
      if (child) visit(child, own ?? inherited);
    }
  };
  if (nodes[0]) visit(nodes[0], 'other');
  return owners;
}
