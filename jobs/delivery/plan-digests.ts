import { addDays, dayOf, dayStart, weekOf } from '../../core/dates.ts';
import { listSignalChannels, type StoredChannel } from '../../storage/signal-channels.ts';
import { planDigest } from '../../storage/signal-deliveries.ts';
import type { AnySql } from '../../storage/sql.ts';

/** Spans that are made up for after the program was off. */
const SPANS_BACK = 7;

/** Notes the digests of spans (UTC days, or weeks from Monday) that are over; each once. */
export async function planDigests(sql: AnySql, at: Date): Promise<number> {
  let planned = 0;
  for (const channel of await listSignalChannels(sql))
    if (channel.type === 'file' && channel.enabled)
      for (const { from, until } of spansOf(channel, at))
        planned += await planDigest(sql, { channelId: channel.id, from, until, at });
  return planned;
}

function spansOf({ options, createdAt }: StoredChannel, at: Date): { from: Date; until: Date }[] {
  const days = options.every === 'week' ? 7 : 1;
  const current = options.every === 'week' ? weekOf(at) : dayOf(at);
  return Array.from({ length: SPANS_BACK }, (_, i) => ({
    from: dayStart(addDays(current, -days * (i + 1))),
    until: dayStart(addDays(current, -days * i)),
  })).filter(({ until }) => until > createdAt);
}
