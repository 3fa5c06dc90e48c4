/** What lines look like that say when a page was published, and by whom. */

/** A day with its year, wherever it stands in a line. */
export const DATE_MARK =
  /\d{1,4}\s*[年년./-]\s*\d{1,2}|\d{1,2}(?:st|nd|rd|th)?[.\s]+(?:of\s+)?\p{L}{3,10}\.?,?\s+\d{4}|\p{L}{3,10}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}|年.{1,3}月.{1,3}日/u;

export const DATE_WORDS =
  /^(?:written|posted|published|updated|by|on|am|vom|stand|datum|date|last|发布|發布|发表|發表|时间|時間|日期|更新|最終更新|公開|公表|掲載|投稿|作成|来源|來源)/i;

const DAY =
  '(?:\\p{L}{3,10}\\.?\\s+\\d{1,2}(?:st|nd|rd|th)?|\\d{1,2}(?:st|nd|rd|th)?[.\\s]+(?:of\\s+)?\\p{L}{3,10}\\.?),?\\s+\\d{4}|\\d{1,4}[./-]\\d{1,2}[./-]\\d{1,4}';

/** `Published on 3rd March 2026 at 12:30 by`: what stands before the name where the day comes first. */
export const DAY_THEN_BY = new RegExp(
  `^(?:(?:first |last )?(?:written|posted|published|updated)(?:\\s+on|\\s*:)?\\s+|on\\s+)?(?:\\p{L}{3,10},?\\s+)?(?:${DAY})(?:,?\\s+(?:at\\s+)?\\d{1,2}[:.]\\d{2}(?:\\s*[ap]\\.?m\\.?)?)?[\\s,|·•–-]+by[\\s:]+`,
  'iu',
);

const CLOCK = '(?:\\s*[,，]?\\s*(?:at\\s+)?\\d{1,2}[:：.]\\d{2}(?:\\s*[ap]\\.?m\\.?)?)';
const NUMBER = '(?:\\d{1,3}|an?|one|[一二两兩三四五六七八九十]{1,2}|半)';
const UNIT =
  '(?:秒|分|分钟|分鐘|个?小时|個?小時|個?鐘頭|天|日|周|週|个?星期|個?星期|个月|個月|年|seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|[hdw])';

/** `Posted 3 days ago`, `Jo Field · 2 hours ago`, `昨天 12:30`, alone in their line. A bare `today` is a tab or a menu. */
const TOLD_BACK = new RegExp(
  `^(?:(?:posted|published|written|updated|发布|發布|发表|發表|更新)[于於]?\\s*[:：]?\\s*(?:on\\s+)?|.{1,30}?\\s*[·•|｜]\\s*)?` +
    `(${NUMBER}\\s*${UNIT}\\s*(?:之?前|以前|ago)|(?:yesterday|昨天|昨日|昨晚|前天|today|今天|今日|今晨|今早)${CLOCK}|yesterday|昨天|前天)` +
    `(?:\\s*[·•|｜].{0,20})?$`,
  'i',
);

/** The part of a line that tells a day by how long ago it was, where the line holds little else; or null. */
export const toldBack = (line: string): string | null => TOLD_BACK.exec(line)?.[1] ?? null;
