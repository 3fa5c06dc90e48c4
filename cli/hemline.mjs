#!/usr/bin/env node
// The command's entry: checks Node, then runs the TypeScript source as it is.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`hemline needs Node 20.19 or newer; this is ${process.versions.node}.\n`);
  process.exit(1);
}
const { register } = await import('tsx/esm/api');
register();
const { main } = await import('./main.ts');
await main(process.argv.slice(2), process.env);
