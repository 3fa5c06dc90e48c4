import type { Command } from 'commander';
import type { Cli } from '../cli.ts';
import { runChecks, type Finding } from '../doctor/checks.ts';

const MARK = { ok: 'ok  ', note: 'note', missing: 'MISS' } as const;

export function addDoctor(program: Command, cli: Cli): void {
  program
    .command('doctor')
    .description('say in words what is there, what is missing and what to do')
    .option('--json', 'the findings as JSON')
    .action(async (options: { json?: boolean }) => {
      const findings = await runChecks(cli.config());
      process.stdout.write(options.json ? `${JSON.stringify(findings, null, 2)}\n` : report(findings));
      if (findings.some((finding) => finding.state === 'missing')) process.exitCode = 1;
    });
}

function report(findings: Finding[]): string {
  const lines = findings.flatMap(({ state, name, says, mend }) => [
    `${MARK[state]}  ${name.padEnd(18)} ${says}`,
    ...(mend === null ? [] : [`      ${''.padEnd(18)} → ${mend}`]),
  ]);
  const missing = findings.filter((finding) => finding.state === 'missing').length;
  const verdict =
    missing === 0
      ? 'Hemline can run here.'
      : `Hemline cannot run here until ${missing} ${missing === 1 ? 'thing is' : 'things are'} mended.`;
  return `${lines.join('\n')}\n\n${verdict}\n`;
}
