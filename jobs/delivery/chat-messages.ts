import { createHmac } from 'node:crypto';
import { nameOf } from '../../core/names.ts';
import { asReasons } from '../../core/reason.ts';
import type { Language } from '../../core/words.ts';
import type { SignalRow } from '../../storage/queries/signals.ts';
import type { ChannelAddress } from './channels.ts';
import { headOf, jsonMessage, type OutgoingMessage, type Told } from './message.ts';

/** WeCom takes 4,096 bytes of Markdown and the others more; one bound for all, bytes of UTF-8. */
const MOST_BYTES = 3_600;
const NAMED_REASONS = 3;

type ChatFormat = (address: ChannelAddress, told: Told, language: Language) => OutgoingMessage;

/** Incoming webhooks of Slack: `text` in mrkdwn, in which & < > are escaped. */
const slack: ChatFormat = ({ url }, told, language) => {
  const escaped = (text: string): string =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const text = paragraphs(told, language).map(([title, ...lines]) =>
    [`*${escaped(title ?? '')}*`, ...lines.map((line) => `• ${escaped(line)}`)].join('\n'),
  );
  return jsonMessage(url, { text: text.join('\n\n'), unfurl_links: false });
};

/** Custom robots of Feishu: a post; signed by HMAC-SHA256 of nothing under the key `seconds\nsecret`. */
const feishu: ChatFormat = ({ url, secret }, told, language) => {
  const [head = [''], ...rest] = paragraphs(told, language);
  const line = (text: string) => [{ tag: 'text', text }];
  const content = rest.flatMap(([title, ...lines]) => [
    line(title ?? ''),
    ...lines.map((one) => line(`• ${one}`)),
  ]);
  const post = { title: head[0], content: content.length > 0 ? content : [line(head[0] ?? '')] };
  const timestamp = String(Math.floor(told.now.getTime() / 1000));
  const sign = secret === null ? {} : { timestamp, sign: hmacBase64(`${timestamp}\n${secret}`, '') };
  const where = language === 'zh' ? 'zh_cn' : 'en_us';
  return jsonMessage(url, { ...sign, msg_type: 'post', content: { post: { [where]: post } } });
};

/** Custom robots of DingTalk: Markdown; signed in the address by HMAC-SHA256 of `milliseconds\nsecret` under the secret. */
const dingtalk: ChatFormat = ({ url, secret }, told, language) => {
  const target = new URL(url);
  if (secret !== null) {
    const timestamp = String(told.now.getTime());
    target.searchParams.set('timestamp', timestamp);
    target.searchParams.set('sign', hmacBase64(secret, `${timestamp}\n${secret}`));
  }
  const markdown = { title: headOf(told, language), text: markdownOf(told, language) };
  return jsonMessage(target.href, { msgtype: 'markdown', markdown });
};

/** Group robots of WeCom: Markdown. */
const wecom: ChatFormat = ({ url }, told, language) =>
  jsonMessage(url, { msgtype: 'markdown', markdown: { content: markdownOf(told, language) } });

export const CHAT_FORMATS = { slack, feishu, dingtalk, wecom } as const;

const hmacBase64 = (key: string, text: string): string =>
  createHmac('sha256', key).update(text).digest('base64');

/** Two spaces and a line feed break a line in both. */
function markdownOf(told: Told, language: Language): string {
  return paragraphs(told, language)
    .map(([title, ...lines]) =>
      [`**${plain(title ?? '')}**`, ...lines.map((one) => `> ${plain(one)}`)].join('  \n'),
    )
    .join('\n\n');
}

/** Words of the open web must not mention people, link or colour in a chat. */
const plain = (text: string): string =>
  text
    .replaceAll('<', '‹')
    .replaceAll('>', '›')
    .replaceAll(/[*`[\]\\]/g, ' ')
    .replaceAll('@', '＠');

/** The head and one paragraph a signal, as many as the bound takes; what is left out is counted. */
function paragraphs(told: Told, language: Language): string[][] {
  const shown: string[][] = [[headOf(told, language)]];
  let bytes = 0;
  for (const [i, signal] of told.signals.entries()) {
    const paragraph = paragraphOf(signal, language);
    bytes += Buffer.byteLength(paragraph.join('\n    '));
    if (bytes > MOST_BYTES && i > 0) {
      const left = told.signals.length - i;
      shown.push([{ en: `and ${left} more`, zh: `另有 ${left} 条` }[language]]);
      break;
    }
    shown.push(paragraph);
  }
  return shown;
}

const SHORT = 300;

function paragraphOf(signal: SignalRow, language: Language): string[] {
  const reasons = asReasons(signal.reasons).slice(0, NAMED_REASONS);
  const title = language === 'zh' ? signal.titleZh : signal.titleEn;
  return [
    `${nameOf(signal.severity, language)}: ${title.slice(0, SHORT)}`,
    ...reasons.map((reason) => reason[language].slice(0, SHORT)),
    `${nameOf('week', language)} ${signal.week}`,
  ];
}
