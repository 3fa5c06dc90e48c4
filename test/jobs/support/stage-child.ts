import { fixedClock } from '../../../core/clock.ts';
import { createLogger } from '../../../core/log.ts';
import { createJobContext } from '../../../jobs/index.ts';
import { performJob } from '../../../jobs/perform.ts';
import { isJobName } from '../../../jobs/table.ts';
import { openDatabase } from '../../../storage/connect.ts';
import { testConfig } from './config.ts';

/** Does one job in a process of its own, and says on stdout when it starts, goes on and ends. */
const [name = '', payload = '{}', dataDir = '', databaseUrl = '', database = '', now = ''] =
  process.argv.slice(2);
if (!isJobName(name)) throw new Error(`no job ${name}`);
const config = { ...testConfig(), dataDir, databaseUrl: databaseUrl === '' ? undefined : databaseUrl };
const opened = await openDatabase({ config, database });
const context = createJobContext({
  database: opened,
  config,
  clock: fixedClock(now),
  log: createLogger('silent'),
});
process.stdout.write('started\n');
const say = (): void => void process.stdout.write('advanced\n');
await performJob(context, name, JSON.parse(payload), {
  progress: { advance: say, setTotal: () => {}, finish: () => {} },
});
await context.close();
await opened.close();
process.stdout.write('ended\n');
