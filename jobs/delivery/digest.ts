import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256Hex } from '../../core/hash.ts';
import { nameOf } from '../../core/names.ts';
import { asReasons } from '../../core/reason.ts';
import type { ChannelOptions } from '../../core/signal-channel.ts';
import type { Language } from '../../core/words.ts';
import type { SignalRow } from '../../storage/queries/signals.ts';
import { headOf, type Told } from './message.ts';

const LINE_CHARS = 76;

/** A digest as a mail that any client opens (RFC 5322, text and HTML in RFC 2045 base64), or as a page. */
export function writeDigest(
  told: Told,
  { language, format }: Pick<ChannelOptions, 'language' | 'format'>,
): string {
  if (format === 'html') return pageOf(told, language);
  const boundary = `hemline-${sha256Hex(told.id).slice(0, 24)}`;
  const part = (type: string, content: string): string[] => [
    `--${boundary}`,
    `Content-Type: ${type}; charset=utf-8`,
    'Content-Transfer-Encoding: base64',
    '',
    ...base64Lines(content),
  ];
  return [
    `Date: ${told.now.toUTCString().replace('GMT', '+0000')}`,
    'From: Hemline <hemline@localhost>',
    `Subject: =?utf-8?B?${Buffer.from(headOf(told, language)).toString('base64')}?=`,
    `Message-ID: <${told.id}@hemline.localhost>`,
    'MIME-Version: 1.0',
    'X-Unsent: 1',
    `Content-Type: multipart/alternative; boundary="${boundary}"`,
    '',
    ...part('text/plain', textOf(told, language)),
    ...part('text/html', pageOf(told, language)),
    `--${boundary}--`,
    '',
  ].join('\r\n');
}

/** Written beside its place and moved there, so that nobody reads half a digest. */
export async function putDigest(folder: string, name: string, content: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, name);
  await writeFile(`${path}.part`, content);
  await rename(`${path}.part`, path);
  return path;
}

function base64Lines(content: string): string[] {
  return (
    Buffer.from(content)
      .toString('base64')
      .match(new RegExp(`.{1,${LINE_CHARS}}`, 'g')) ?? []
  );
}

const titleOf = (signal: SignalRow, language: Language): string =>
  language === 'zh' ? signal.titleZh : signal.titleEn;

function textOf(told: Told, language: Language): string {
  const blocks = told.signals.map((signal) =>
    [
      `${nameOf(signal.severity, language)}: ${titleOf(signal, language)} (${signal.week})`,
      ...asReasons(signal.reasons).map((reason) => `  - ${reason[language]}`),
    ].join('\n'),
  );
  return `${[headOf(told, language), ...blocks].join('\n\n')}\n`;
}

function pageOf(told: Told, language: Language): string {
  const items = told.signals.map((signal) => {
    const reasons = asReasons(signal.reasons).map((reason) => `<li>${escaped(reason[language])}</li>`);
    const gravity = escaped(nameOf(signal.severity, language));
    return `<h2>${escaped(titleOf(signal, language))}</h2>\n<p>${gravity} · ${signal.week}</p>\n<ul>${reasons.join('')}</ul>`;
  });
  const head = escaped(headOf(told, language));
  return `<!doctype html>\n<html lang="${language}"><head><meta charset="utf-8"><title>${head}</title></head>\n<body>\n<h1>${head}</h1>\n${items.join('\n')}\n</body></html>\n`;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
