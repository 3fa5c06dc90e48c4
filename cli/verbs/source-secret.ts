import type { Command } from 'commander';
import { writtenSecret } from '../../core/push.ts';
import type { Cli } from '../cli.ts';
import { inHouse } from '../house.ts';

export function addSourceSecret(sources: Command, cli: Cli): void {
  sources
    .command('secret <id>')
    .description('the secret that rows pushed to a source are signed with')
    .option('--demo', 'the demo database')
    .action(async (id: string, options: { demo?: boolean }) =>
      inHouse(cli, { demo: options.demo ?? false }, async ({ context }) => {
        const { pushSecretOf } = await import('../../jobs/index.ts');
        process.stdout.write(`${writtenSecret(await pushSecretOf(context, id))}\n`);
      }),
    );
}
