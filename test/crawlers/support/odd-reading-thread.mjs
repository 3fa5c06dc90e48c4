import { parentPort } from 'node:worker_threads';

/** A reading thread that does to a page what its address says; `hang` never ends, and nothing but its end ends it. */
const ODD = {
  hang() {
    for (;;);
  },
  exit: () => process.exit(1),
  throw() {
    throw new Error('a fault of its own');
  },
  memory() {
    const held = [];
    for (;;) held.push(Array(1_000_000).fill(0.5));
  },
};

parentPort.on('message', ({ item }) => {
  ODD[new URL(item.url).pathname.slice(1)]?.();
  const base = { documents: [], products: [], observations: [], discovered: [], dropped: {} };
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
  parentPort.postMessage({ reading: { ...base, cursor: { readBy: 'thread' } } });
});
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- as above
parentPort.postMessage('ready');
