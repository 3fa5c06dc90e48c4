import { userInfo } from 'node:os';
import { Option, type Command } from 'commander';
import type { z } from 'zod';
import { AppError } from '../../core/errors.ts';
import { acceptBody, mergeBody, rejectBody } from '../../core/inbox-decision.ts';
import { FACETS, LANGUAGES, type Language } from '../../core/words.ts';
import type { CandidateRow } from '../../storage/queries/candidates.ts';
import type { DecidedCandidate, Decider } from '../../storage/inbox.ts';
import type { Cli } from '../cli.ts';
import { inHouse, type House } from '../house.ts';
import { wholeNumber } from '../option-values.ts';
import { rereadHistory } from '../reread-history.ts';

const STATES = ['inbox', 'accepted', 'merged', 'rejected'] as const;
const MOST_ROWS = 1_000;

interface DecideFlags {
  demo?: boolean;
  by: string;
  reread?: boolean;
}

/** The inbox of discovered terms: the same decisions, under the same rules, as the API's. */
export function addCandidates(program: Command, cli: Cli): void {
  const candidates = program
    .command('candidates')
    .description('the inbox of discovered terms: list, accept, merge, reject');
  addList(candidates, cli);
  addAccept(candidates, cli);
  decision(candidates.command('merge <id> <concept>'), 'make a candidate an alias of a concept').action(
    async (id: string, concept: string, flags: DecideFlags) => {
      const body = checked(mergeBody, { concept });
      await decide(cli, flags, async ({ database }, by) => {
        const { mergeCandidate } = await import('../../storage/inbox.ts');
        return mergeCandidate(database.sql, id, body.concept, by);
      });
    },
  );
  decision(candidates.command('reject <id>'), 'say that a candidate is no fashion term')
    .option('--reason <text>', 'why')
    .action(async (id: string, flags: DecideFlags & { reason?: string }) => {
      const { reason } = checked(rejectBody, { reason: flags.reason });
      await decide(cli, { ...flags, reread: false }, async ({ database }, by) => {
        const { rejectCandidate } = await import('../../storage/inbox.ts');
        return rejectCandidate(database.sql, id, reason ?? null, by);
      });
    });
}

function decision(command: Command, what: string): Command {
  return command
    .description(what)
    .option('--by <name>', 'who decides (for the audit log)', userInfo().username)
    .option('--no-reread', 'leave reading the past again to the next analyze')
    .option('--demo', 'the demo database');
}

function addAccept(candidates: Command, cli: Cli): void {
  decision(candidates.command('accept <id>'), 'make a concept of a candidate')
    .addOption(new Option('--facet <facet>', 'by default the suggested one').choices(FACETS))
    .option('--label-zh <text>', 'its Chinese name, which texts are searched for too')
    .option('--label-en <text>', 'its English name, which texts are searched for too')
    .option('--parent <concept>', 'by default the suggested one')
    .option('--hex <colour>', 'of a colour, like #f7e7a1')
    .action(async (id: string, flags: DecideFlags & z.input<typeof acceptBody>) => {
      const { facet, labelZh, labelEn, parent, hex } = flags;
      const body = checked(acceptBody, { facet, labelZh, labelEn, parent, hex });
      await decide(cli, flags, async ({ database }, by) => {
        const { acceptCandidate } = await import('../../storage/inbox.ts');
        return acceptCandidate(database.sql, id, body, by);
      });
    });
}

async function decide(
  cli: Cli,
  flags: DecideFlags,
  act: (house: House, by: Decider) => Promise<DecidedCandidate>,
): Promise<void> {
  const demo = flags.demo ?? false;
  await inHouse(cli, { demo }, async (house) => {
    const done = await act(house, { actor: flags.by, at: house.clock.now() });
    const where = done.conceptId === null ? '' : `: ${done.conceptId}`;
    process.stdout.write(`${done.id} is ${done.status}${where}.\n`);
    if (flags.reread === false) return;
    process.stdout.write(`${await rereadHistory(house, demo)}\n`);
  });
}

/** Values as the API takes them; what is wrong is named by its option. */
function checked<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new AppError('BAD_INPUT', `${problems.join('; ')}.`);
}

interface ListFlags {
  status: (typeof STATES)[number];
  language?: Language;
  limit: number;
  json?: boolean;
  demo?: boolean;
}

function addList(candidates: Command, cli: Cli): void {
  candidates
    .command('list', { isDefault: true })
    .description('the terms that wait, the most surprising first; or what was decided')
    .addOption(new Option('--status <status>', 'which').choices(STATES).default('inbox'))
    .addOption(new Option('--language <language>', 'of one language only').choices(LANGUAGES))
    .option('--limit <n>', 'rows', wholeNumber(1, MOST_ROWS), 50)
    .option('--json', 'as JSON')
    .option('--demo', 'the demo database')
    .action(async (flags: ListFlags) => {
      await inHouse(cli, { demo: flags.demo ?? false }, async ({ database }) => {
        const { listCandidates } = await import('../../storage/queries/candidates.ts');
        const rows = await listCandidates(database.sql, flags);
        if (flags.json) return void process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
        process.stdout.write(rows.length === 0 ? 'There is none.\n' : rows.map(lineOf).join(''));
      });
    });
}

function lineOf(row: CandidateRow): string {
  const place = [row.suggestedFacet ?? 'no facet', row.suggestedParent].filter(Boolean).join(' under ');
  const decided = row.conceptId ?? row.reason ?? place;
  const count = `${row.documents} documents`;
  return `${row.id.padEnd(32)} ${row.kind.padEnd(5)} ${count.padStart(16)}  ${row.firstSeen}..${row.lastSeen}  ${decided}\n`;
}
