/** Lines that stand around a text and are not part of it: who edited it, where it may be copied, what to read next. */

const EDITORS =
  /^[[(（【]?\s*(?:责任编辑|責任編輯|责编|编辑|編輯|作者|记者|来源|來源|发布于|发布时间|校对|审核|监制|编审|文字编辑|稿源)\s*[:：|｜].{0,24}$/;
const NOTICES =
  /(?:仅代表作者|不代表本(?:站|网|平台)|平台声明|版权声明|版權聲明|免责声明|未经(?:授权|许可).{0,16}(?:转载|使用)|转载请(?:注明|联系)|版权归.{0,12}所有|扫(?:一扫|描|码).{0,12}(?:二维码|关注|下载)|返回.{0,6}查看更多|打开.{0,8}(?:APP|客户端))/i;
const ASIDES =
  /^(?:advertisement|story continues below|continue reading|read more|share(?: this)?(?: article| story)?|follow us(?: on .{1,20})?|sign up(?: here| now)?|subscribe(?: now| today)?|all rights reserved\.?|(?:photo|image|caption|close|enlarge|toggle caption|video)|点击(?:查看|阅读).{0,10}|阅读原文|收藏|分享|点赞|举报)\.?$/i;
const DAY_LINE = /^\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?$/;
/** What heads a list of other articles, where nothing but short lines follows it. */
const NEXT_READS =
  /^(?:you (?:may|might) also (?:like|enjoy)|more (?:great|from|on|stories|news|coverage|reading)\b.{0,40}|read (?:next|also|more)|also read|see also|related(?: (?:stories|articles|posts|news|content|links|topics))?|recommended(?: (?:stories|for you|reading))?|further reading|相关(?:阅读|新闻|文章|推荐|链接)|延伸阅读|推荐阅读|猜你喜欢|更多(?:新闻|精彩|推荐).{0,8}|あわせて読みたい|関連記事)\s*(?:\.\.\.|…|[:：>»])?$/i;
const SHORT_LINE = 140;

/** The text without such lines; a text that would lose most of itself is left as it is. */
export function withoutAsides(text: string): string {
  const lines = text.split('\n');
  const kept: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    if (line.length <= 60 && NEXT_READS.test(line)) {
      at = endOfList(lines, at);
      continue;
    }
    if (!isAsideLine(line)) kept.push(line);
  }
  const left = kept.join('\n');
  return left.length < 0.5 * text.length ? text : left;
}

function isAsideLine(line: string): boolean {
  if (line.length > SHORT_LINE) return false;
  if (line.length <= 40 && (EDITORS.test(line) || ASIDES.test(line) || DAY_LINE.test(line))) return true;
  return NOTICES.test(line);
}

/** The last of at most twelve short lines after a heading of other articles, none of which ends as a sentence does. */
function endOfList(lines: string[], from: number): number {
  let at = from;
  while (at + 1 < lines.length && at - from < 12) {
    const next = lines[at + 1]!;
    if (next.length > SHORT_LINE || /[.。!！”"]$/.test(next)) break;
    at += 1;
  }
  return at;
}
