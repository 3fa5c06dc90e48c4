import { pino, type Logger } from 'pino';

export type { Logger };

/** JSON lines on stderr, so that stdout stays free for answers. Secrets are redacted by key. */
export function createLogger(level: string): Logger {
  return pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: ['*.password', '*.authorization', '*.apiKey', 'databaseUrl', 'redisUrl'],
    },
    pino.destination({ dest: 2, sync: true }),
  );
}
