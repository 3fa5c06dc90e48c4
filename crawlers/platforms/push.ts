import { emptyReading, type Platform } from './platform.ts';

/** Content that is sent to us, signed (docs/sources.md, "Pushing"). Nothing is fetched; rows go the way of imports. */
export const pushPlatform: Platform = {
  name: 'push',
  options: ['columns', 'secret_generation'],
  list: () => [],
  read: () => emptyReading(),
};
