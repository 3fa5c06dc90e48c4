import { expect, test } from 'vitest';
import { readSetting, writeSetting } from '../../storage/settings.ts';
import { describeDatabases } from '../support/database.ts';

describeDatabases('settings', (database) => {
  test('what is written is read, and the last value counts', async () => {
    const { sql } = database();
    expect(await readSetting(sql, 'taxonomy')).toBeNull();
    await writeSetting(sql, 'taxonomy', { version: 1, note: 'a\0b\ud800' });
    await writeSetting(sql, 'taxonomy', { version: 2, note: 'a\0b\ud800' });
    expect(await readSetting(sql, 'taxonomy')).toEqual({ version: 2, note: 'ab\ufffd' });
  });

  test('a key that is kept stays the first one, however many make it at once', async () => {
    const { sql } = database();
    const keys = ['one', 'two', 'three', 'four'];
    await Promise.all(keys.map((key) => writeSetting(sql, 'hash_key', key, { keep: true })));
    const kept = await readSetting<string>(sql, 'hash_key');
    await writeSetting(sql, 'hash_key', 'five', { keep: true });
    expect(keys).toContain(kept);
    expect(await readSetting(sql, 'hash_key')).toBe(kept);
  });
});
