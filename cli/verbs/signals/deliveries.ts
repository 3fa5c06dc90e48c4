import { Option, type Command } from 'commander';
import { LANGUAGES, type Language } from '../../../core/words.ts';
import type { DeliveryRow } from '../../../storage/queries/signal-deliveries.ts';
import type { Cli } from '../../cli.ts';
import { inHouse } from '../../house.ts';
import { wholeNumber } from '../../option-values.ts';
import { audited, inEither, type ByFlags, type DemoFlag } from './flags.ts';

const DAY_MS = 86_400_000;

export function addSignalDeliveries(signals: Command, cli: Cli): void {
  inEither(signals.command('deliveries').description('what was sent where, the newest first'))
    .option('--dead', 'what was given up')
    .option('--limit <n>', 'rows', wholeNumber(1, 500), 50)
    .option('--json', 'as JSON')
    .action(async (flags: DemoFlag & { dead?: boolean; limit: number; json?: boolean }) =>
      inHouse(cli, { demo: flags.demo ?? false }, async ({ database }) => {
        const { listSignalDeliveries } = await import('../../../storage/queries/signal-deliveries.ts');
        const state = flags.dead ? 'dead' : undefined;
        const rows = await listSignalDeliveries(database.sql, { state, limit: flags.limit });
        if (flags.json) return void process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
        process.stdout.write(rows.length === 0 ? 'There is none.\n' : rows.map(lineOf).join(''));
      }),
    );
  audited(signals.command('redeliver <id>').description('send a delivery again, now')).action(
    async (id: string, flags: ByFlags) => {
      const number = wholeNumber(1, Number.MAX_SAFE_INTEGER)(id);
      await inHouse(cli, { demo: flags.demo ?? false }, async ({ database, context, clock }) => {
        const { redeliver } = await import('../../../storage/signal-deliveries.ts');
        const { performJob } = await import('../../../jobs/index.ts');
        await redeliver(database.sql, String(number), { actor: flags.by, at: clock.now() });
        process.stdout.write(counted(await performJob(context, 'deliver-signals', {})));
      });
    },
  );
  inEither(signals.command('deliver').description('send what is due, now')).action(async (flags: DemoFlag) =>
    inHouse(cli, { demo: flags.demo ?? false }, async ({ context }) => {
      const { performJob } = await import('../../../jobs/index.ts');
      process.stdout.write(counted(await performJob(context, 'deliver-signals', {})));
    }),
  );
  addDigest(signals, cli);
}

interface DigestFlags extends DemoFlag {
  days: number;
  language: Language;
  format: 'eml' | 'html';
}

function addDigest(signals: Command, cli: Cli): void {
  inEither(signals.command('digest').description('print a digest of the last days, as a mail or a page'))
    .option('--days <n>', 'days back from now', wholeNumber(1, 366), 7)
    .addOption(new Option('--language <language>', 'of its words').choices(LANGUAGES).default('en'))
    .addOption(new Option('--format <format>', 'a mail or a page').choices(['eml', 'html']).default('eml'))
    .action(async (flags: DigestFlags) =>
      inHouse(cli, { demo: flags.demo ?? false }, async ({ database, clock }) => {
        const { writeDigest } = await import('../../../jobs/index.ts');
        const { signalsBetween } = await import('../../../storage/queries/signals.ts');
        const now = clock.now();
        const from = new Date(now.getTime() - flags.days * DAY_MS);
        // What was raised this moment is of the last days too.
        const rows = await signalsBetween(database.sql, from, new Date(now.getTime() + 1));
        const told = { id: `digest-${now.getTime()}`, signals: rows, demo: flags.demo ?? false, now };
        process.stdout.write(writeDigest(told, flags));
      }),
    );
}

function lineOf(row: DeliveryRow): string {
  const came = row.lastReason ?? (row.lastStatus === null ? '' : `http-${row.lastStatus}`);
  const tries = `${row.attempts} ${row.attempts === 1 ? 'try' : 'tries'}`;
  return `${row.id.padStart(6)}  ${row.state.padEnd(9)} ${row.channelId.padEnd(24)} ${row.event.padEnd(24)} ${tries}  ${came}\n`;
}

const counted = ({ delivered = 0, failed = 0, dead = 0 }: Record<string, number>): string =>
  `${delivered} delivered, ${failed} to be tried again, ${dead} given up.\n`;
