import { expect, test } from 'vitest';
import { useApi } from './use-api.ts';

const api = useApi();

test('the palette of the stored series, and the same as files', async () => {
  const answer = await api().json('/api/v1/palettes?weeks=26&step=13&size=5');
  const colors = answer.get('data.colors') as { hex: string; weight: number }[];
  expect(colors.length).toBeGreaterThan(1);
  expect(colors.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 6);
  expect((answer.get('data.steps') as unknown[]).length).toBe(2);
  const file = async (format: string) => api().app.request(`/api/v1/palettes/${format}?weeks=26&size=5`);
  const css = await file('css');
  expect(css.headers.get('content-type')).toContain('text/css');
  const text = await css.text();
  for (const { hex } of colors) expect(text).toContain(hex);
  const ase = Buffer.from(await (await file('ase')).arrayBuffer());
  expect(ase.toString('latin1', 0, 4)).toBe('ASEF');
  expect(ase.readUInt32BE(8)).toBe(colors.length + 2);
  const png = await file('png');
  expect(png.headers.get('content-type')).toBe('image/png');
  expect(Buffer.from(await png.arrayBuffer()).toString('latin1', 1, 4)).toBe('PNG');
});

test('what is not asked rightly is refused', async () => {
  expect((await api().json('/api/v1/palettes/bmp')).get('code')).toBe('BAD_INPUT');
  expect((await api().json('/api/v1/palettes/css?weeks=0')).get('code')).toBe('BAD_INPUT');
  expect((await api().json('/api/v1/palettes?colour=red')).get('code')).toBe('BAD_INPUT');
});
