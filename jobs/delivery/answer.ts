import type { ChannelType } from '../../core/signal-channel.ts';

/** What a receiver's answer means: taken, not now (tried again), or never. */
export type Verdict = { taken: true } | { taken: false; reason: string; forGood: boolean };

/** Chats answer 200 whatever happened; their body tells. Only the number of an error is kept of it. */
const CODE_KEYS: Partial<Record<ChannelType, readonly string[]>> = {
  feishu: ['code', 'StatusCode'],
  dingtalk: ['errcode'],
  wecom: ['errcode'],
};

/** The receiver wants nothing more, ever. */
export const GONE = 410;

export function judgeAnswer(type: ChannelType, answer: { status: number; body: Uint8Array }): Verdict {
  const { status, body } = answer;
  if (status >= 300 && status < 400) return { taken: false, reason: 'redirect', forGood: true };
  if (status < 200 || status > 299)
    return { taken: false, reason: `http-${status}`, forGood: status === GONE };
  const keys = CODE_KEYS[type];
  if (keys === undefined) return { taken: true };
  const code = codeIn(body, keys);
  if (code === 0) return { taken: true };
  return { taken: false, reason: code === null ? 'bad-answer' : `code-${code}`, forGood: false };
}

function codeIn(body: Uint8Array, keys: readonly string[]): number | null {
  try {
    const answer = JSON.parse(Buffer.from(body).toString('utf8')) as Record<string, unknown> | null;
    const code = keys.map((key) => answer?.[key]).find((value) => typeof value === 'number');
    return typeof code === 'number' ? code : null;
  } catch {
    return null; // No JSON is no yes.
  }
}
