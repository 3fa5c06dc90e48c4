import type { Command } from 'commander';
import { REHEARSAL_DAYS, type Rehearsal } from '../../../core/signal-rehearsal.ts';
import { completeRule, ruleBody } from '../../../core/signal-rule.ts';
import type { StoredRule } from '../../../storage/signal-rules.ts';
import type { Cli } from '../../cli.ts';
import { inHouse } from '../../house.ts';
import { wholeNumber } from '../../option-values.ts';
import { audited, inEither, readChecked, type ByFlags, type DemoFlag } from './flags.ts';

export function addSignalRules(signals: Command, cli: Cli): void {
  const rules = signals.command('rules').description('list, add, rehearse, remove');
  inEither(rules.command('list', { isDefault: true }).description('your own rules'))
    .option('--json', 'as JSON')
    .action(async (flags: DemoFlag & { json?: boolean }) =>
      inHouse(cli, { demo: flags.demo ?? false }, async ({ database }) => {
        const { listSignalRules } = await import('../../../storage/signal-rules.ts');
        const all = await listSignalRules(database.sql);
        if (flags.json) return void process.stdout.write(`${JSON.stringify(all, null, 2)}\n`);
        process.stdout.write(all.length === 0 ? 'There is none.\n' : all.map(lineOf).join(''));
      }),
    );
  audited(rules.command('add <file>').description('save a rule (YAML or JSON, - for standard input)')).action(
    async (file: string, flags: ByFlags) => {
      const rule = completeRule(await readChecked(file, ruleBody));
      await inHouse(cli, { demo: flags.demo ?? false }, async ({ database, clock }) => {
        const { saveSignalRule } = await import('../../../storage/signal-rules.ts');
        const version = await saveSignalRule(database.sql, rule, { actor: flags.by, at: clock.now() });
        process.stdout.write(`${rule.id} is saved, version ${version}.\n`);
      });
    },
  );
  addRehearse(rules, cli);
  audited(rules.command('remove <id>').description('remove a rule; its signals stay')).action(
    async (id: string, flags: ByFlags) =>
      inHouse(cli, { demo: flags.demo ?? false }, async ({ database, clock }) => {
        const { removeSignalRule } = await import('../../../storage/signal-rules.ts');
        await removeSignalRule(database.sql, id, { actor: flags.by, at: clock.now() });
        process.stdout.write(`${id} is removed.\n`);
      }),
  );
}

interface RehearseFlags extends DemoFlag {
  days: number;
  json?: boolean;
}

function addRehearse(rules: Command, cli: Cli): void {
  inEither(rules.command('rehearse <file>').description('play a rule over the past; saves nothing'))
    .option('--days <n>', 'of the past', wholeNumber(7, 730), REHEARSAL_DAYS)
    .option('--json', 'as JSON')
    .action(async (file: string, flags: RehearseFlags) => {
      const rule = completeRule(await readChecked(file, ruleBody));
      await inHouse(cli, { demo: flags.demo ?? false }, async ({ database, clock }) => {
        const { rehearseRule } = await import('../../../jobs/index.ts');
        const played = await rehearseRule(database.sql, rule, { days: flags.days, now: clock.now() });
        process.stdout.write(flags.json ? `${JSON.stringify(played, null, 2)}\n` : told(rule.id, played));
      });
    });
}

function told(id: string, { summary, subjects, weeksJudged, firings, fired }: Rehearsal): string {
  const judged = `${subjects} subjects, ${weeksJudged} weeks of theirs could be judged`;
  const lines = firings.flatMap(({ week, labelEn, labelZh, reasons }) => [
    `${week}  ${labelEn} / ${labelZh}`,
    ...reasons.map(({ en }) => `            ${en}`),
  ]);
  const more = fired > firings.length ? [`... and ${fired - firings.length} more`] : [];
  return `${[`${id} ${summary.en} (${judged}).`, ...lines, ...more].join('\n')}\n`;
}

function lineOf({ id, version, rule }: StoredRule): string {
  const way = `${rule.metric} ${rule.direction} ${rule.enter} (leaves at ${rule.leave})`;
  return `${id.padEnd(32)} v${version}  ${rule.severity.padEnd(8)} ${rule.subject} ${rule.sector}/${rule.market}: ${way}\n`;
}
