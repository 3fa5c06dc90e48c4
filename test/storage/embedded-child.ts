/** Holds the embedded database in a process of its own until it is told to stop (SIGTERM) or killed. */
import { openDatabase } from '../../storage/connect.ts';
import { startEmbedded } from '../../storage/embedded/start.ts';

const given = JSON.parse(process.argv[2] ?? '{}') as { dataDir: string; insert?: boolean; transport?: 'tcp' };

process.stdout.write('starting\n');
if (given.transport === 'tcp') {
  await startEmbedded({ dataDir: given.dataDir, transport: 'tcp' });
  process.stdout.write('ready\n');
  await new Promise((resolve) => setTimeout(resolve, 60_000));
}
const database = await openDatabase({ config: { dataDir: given.dataDir, databaseUrl: undefined } });
const { sql } = database;
await sql`create table if not exists kept (n int primary key)`;
const [server] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
process.once('SIGTERM', () => {
  void database.close().then(() => {
    process.stdout.write('closed\n');
    process.exit(0);
  });
});
process.stdout.write(`ready ${server?.pid}\n`);
if (given.insert === true) {
  for (let n = 1; ; n += 1) {
    await sql`insert into kept values (${n})`;
    process.stdout.write(`kept ${n}.\n`); // Said only after the server has acknowledged it.
  }
}
setInterval(() => {}, 60_000);
