const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Chinese sites write China's time, eight hours ahead of UTC all year. */
const CHINA_OFFSET_MS = 8 * HOUR_MS;

const inChina = (instant: Date): Date => new Date(instant.getTime() + CHINA_OFFSET_MS);
const two = (value: number): string => String(value).padStart(2, '0');
const timeOf = (local: Date): string => `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`;

/** "2026年11月3日 12:30" in China's time. */
export function chineseDate(instant: Date): string {
  const local = inChina(instant);
  return `${local.getUTCFullYear()}年${local.getUTCMonth() + 1}月${local.getUTCDate()}日 ${timeOf(local)}`;
}

/** As Chinese portals write it: "5小时前", "昨天 12:30", "3天前", and from a week on the date. */
export function relativeDate(instant: Date, now: Date): string {
  const age = now.getTime() - instant.getTime();
  const local = inChina(instant);
  const days = Math.floor(inChina(now).getTime() / DAY_MS) - Math.floor(local.getTime() / DAY_MS);
  if (days === 0 && age < HOUR_MS) return `${Math.max(1, Math.floor(age / MINUTE_MS))}分钟前`;
  if (days === 0) return `${Math.floor(age / HOUR_MS)}小时前`;
  if (days === 1) return `昨天 ${timeOf(local)}`;
  if (days < 7) return `${days}天前`;
  return chineseDate(instant);
}
