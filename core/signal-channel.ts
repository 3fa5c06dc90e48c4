import { z } from 'zod';
import { SEVERITIES } from './signal-rule.ts';
import { LANGUAGES } from './words.ts';

export const CHANNEL_TYPES = ['webhook', 'slack', 'feishu', 'dingtalk', 'wecom', 'file'] as const;
export type ChannelType = (typeof CHANNEL_TYPES)[number];

export const channelId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be lower-case letters, digits and -');

/** What a person writes to have signals sent somewhere. */
export const channelBody = z
  .strictObject({
    id: channelId,
    type: z.enum(CHANNEL_TYPES),
    url: z
      .url({ protocol: /^https?$/, error: 'must be a web address' })
      .max(2_000)
      .optional(),
    secret: z
      .string()
      .min(1)
      .max(500)
      .optional()
      .describe('what the robot of Feishu or DingTalk is signed with'),
    language: z.enum(LANGUAGES).default('en'),
    minSeverity: z.enum(SEVERITIES).default('info'),
    rules: z.array(z.string().min(1).max(120)).max(100).default([]).describe('all where none is named'),
    every: z.enum(['day', 'week']).default('day').describe('file: the span of a digest'),
    format: z.enum(['eml', 'html']).default('eml').describe('file: a mail or a page'),
  })
  .superRefine(({ type, url, secret }, context) => {
    const wrong = (path: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [path], message });
    if ((url === undefined) !== (type === 'file'))
      wrong('url', type === 'file' ? 'a file has none' : 'is needed');
    if (secret !== undefined && type !== 'feishu' && type !== 'dingtalk')
      wrong('secret', `of ${type} none is given${type === 'webhook' ? ': it is made and shown once' : ''}`);
  });
export type ChannelBody = z.output<typeof channelBody>;

/** What of it may be shown and is kept as it is. */
export type ChannelOptions = Pick<ChannelBody, 'language' | 'minSeverity' | 'rules' | 'every' | 'format'>;
