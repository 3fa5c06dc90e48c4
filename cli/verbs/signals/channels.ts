import type { Command } from 'commander';
import { AppError } from '../../../core/errors.ts';
import { channelBody } from '../../../core/signal-channel.ts';
import type { Cli } from '../../cli.ts';
import { inHouse } from '../../house.ts';
import { audited, inEither, readChecked, type ByFlags, type DemoFlag } from './flags.ts';

export function addSignalChannels(signals: Command, cli: Cli): void {
  const channels = signals.command('channels').description('where signals go: list, add, test, remove');
  inEither(
    channels.command('list', { isDefault: true }).description('the channels; never their addresses'),
  ).action(async (flags: DemoFlag) =>
    inHouse(cli, { demo: flags.demo ?? false }, async ({ database }) => {
      const { listSignalChannels } = await import('../../../storage/signal-channels.ts');
      const all = await listSignalChannels(database.sql);
      if (all.length === 0) process.stdout.write('There is none.\n');
      for (const { id, type, target, enabled, options } of all) {
        const rules = options.rules.length === 0 ? 'all rules' : options.rules.join(', ');
        const state = enabled ? '' : '  (off: its receiver said it is gone)';
        process.stdout.write(
          `${id.padEnd(24)} ${type.padEnd(9)} ${target.padEnd(28)} from ${options.minSeverity}, ${rules}${state}\n`,
        );
      }
    }),
  );
  audited(
    channels
      .command('add <file>')
      .description('add or replace a channel (YAML or JSON, - for standard input)'),
  ).action(async (file: string, flags: ByFlags) => {
    const body = await readChecked(file, channelBody);
    await inHouse(cli, { demo: flags.demo ?? false }, async ({ context, clock }) => {
      const { addChannel } = await import('../../../jobs/index.ts');
      const secret = await addChannel(context, body, { actor: flags.by, at: clock.now() });
      const shown = secret === null ? '' : ` Its secret, shown only now:\n${secret}`;
      process.stdout.write(`${body.id} is added.${shown}\n`);
    });
  });
  addTest(channels, cli);
  audited(channels.command('remove <id>').description('remove a channel and what it was sent')).action(
    async (id: string, flags: ByFlags) =>
      inHouse(cli, { demo: flags.demo ?? false }, async ({ database, clock }) => {
        const { removeSignalChannel } = await import('../../../storage/signal-channels.ts');
        await removeSignalChannel(database.sql, id, { actor: flags.by, at: clock.now() });
        process.stdout.write(`${id} is removed.\n`);
      }),
  );
}

function addTest(channels: Command, cli: Cli): void {
  inEither(channels.command('test <id>').description('send a message without a signal')).action(
    async (id: string, flags: DemoFlag) =>
      inHouse(cli, { demo: flags.demo ?? false }, async ({ context, signal }) => {
        const { testChannel } = await import('../../../jobs/index.ts');
        const { verdict } = await testChannel(context, id, signal);
        if (!verdict.taken)
          throw new AppError('FETCH_FAILED', `${id} did not take the message: ${verdict.reason}.`);
        process.stdout.write(`${id} took the message.\n`);
      }),
  );
}
