import { parseConfig, type Config } from '../../../core/config.ts';

/** No browser, and the segmenter that needs no native part: starts fast everywhere. */
export function testConfig(more: Record<string, string> = {}): Config {
  return parseConfig({
    HEMLINE_NO_BROWSER: '1',
    HEMLINE_SEGMENTER: 'intl',
    HEMLINE_HASH_KEY: 'a key for tests only',
    HEMLINE_CONCURRENCY: '1',
    ...more,
  });
}
