import { toAppError } from '../../core/errors.ts';
import type { ApiApp } from '../app.ts';
import type { ApiContext } from '../context.ts';
import { readDataVersion } from '../../storage/queries/data-version.ts';

/** For load balancers: alive, and able to answer. Both say nothing that needs a key. */
export function mountHealth(app: ApiApp, context: ApiContext): void {
  for (const prefix of ['', '/api/v1']) {
    app.get(`${prefix}/healthz`, (c) => c.json({ status: 'ok' }, 200, { 'cache-control': 'no-store' }));
    app.get(`${prefix}/readyz`, async (c) => {
      try {
        await context.read(readDataVersion);
        return c.json({ status: 'ready' }, 200, { 'cache-control': 'no-store' });
      } catch (thrown) {
        const { code } = toAppError(thrown);
        context.log.warn({ requestId: c.get('requestId'), code, err: thrown }, 'not ready');
        return c.json({ status: 'not ready', code }, 503, { 'cache-control': 'no-store' });
      }
    });
  }
}
