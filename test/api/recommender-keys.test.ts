import { expect, test } from 'vitest';
import { createApiKey } from '../../api/index.ts';
import { CLOCK, useApi } from './use-api.ts';

const api = useApi({ host: '0.0.0.0', items: async () => ({ elements: () => [], need: never }) });

function never(): never {
  throw new Error('not asked for');
}

test('a key that may read may ask, and nobody without one', async () => {
  const { key } = await createApiKey(api().database.sql, { name: 'shop', scopes: ['read'], clock: CLOCK });
  const ask = (headers: Record<string, string>) =>
    api().json('/api/v1/recommender/score', {
      method: 'POST',
      headers,
      body: JSON.stringify({ items: [{ id: 'x' }] }),
    });
  expect((await ask({})).get('code')).toBe('UNAUTHORIZED');
  expect((await ask({ authorization: `Bearer ${key}` })).status).toBe(200);
});
