import { writeFile } from 'node:fs/promises';
import { Option, type Command } from 'commander';
import { AppError } from '../../core/errors.ts';
import { PALETTE_FILES, writePalette, type PaletteFile } from '../../core/color/write-palette.ts';
import { SECTORS } from '../../core/words.ts';
import type { PaletteQuestion } from '../../storage/queries/palettes.ts';
import type { Cli } from '../cli.ts';
import { inHouse } from '../house.ts';
import { wholeNumber } from '../option-values.ts';

const MOST_WEEKS = 260;
const MOST_COLORS = 64;

interface PaletteFlags extends PaletteQuestion {
  format: PaletteFile | 'json';
  out?: string;
  demo?: boolean;
}

export function addPalette(program: Command, cli: Cli): void {
  program
    .command('palette')
    .description('the colours of the stored series by share, as a file to work with')
    .addOption(
      new Option('--format <format>', 'of the file').choices([...PALETTE_FILES, 'json']).default('json'),
    )
    .addOption(new Option('--sector <sector>', 'kind of voice').choices(['all', ...SECTORS]).default('all'))
    .option('--market <market>', 'such as cn or us', 'all')
    .option('--weeks <n>', 'how far back from the last complete week', wholeNumber(1, MOST_WEEKS), 52)
    .option('--step <n>', 'weeks in a step of time', wholeNumber(1, MOST_WEEKS), 13)
    .option('--size <n>', 'colours at most', wholeNumber(1, MOST_COLORS), 8)
    .option('--out <file>', 'where to write it; standard output by default')
    .option('--demo', 'the demo database')
    .action(async (flags: PaletteFlags) => printPalette(cli, flags));
}

async function printPalette(cli: Cli, flags: PaletteFlags): Promise<void> {
  await inHouse(cli, { demo: flags.demo ?? false }, async ({ database }) => {
    const { readAsOfWeek } = await import('../../storage/queries/data-version.ts');
    const { readPalette } = await import('../../storage/queries/palettes.ts');
    const palette = await readPalette(database.sql, await readAsOfWeek(database.sql), flags);
    if (palette === null) {
      throw new AppError(
        'INSUFFICIENT_HISTORY',
        'Nothing was counted yet: hemline analyze counts what is stored.',
      );
    }
    const bytes =
      flags.format === 'json'
        ? Buffer.from(`${JSON.stringify(palette, null, 2)}\n`)
        : writePalette(palette, flags.format, `Hemline ${palette.from} to ${palette.to}`);
    if (flags.out === undefined) process.stdout.write(bytes);
    else await writeFile(flags.out, bytes);
  });
}
