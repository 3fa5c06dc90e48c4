// A thread's entry: loads the TypeScript source as the command's own entry does.
const { register } = await import('tsx/esm/api');
register();
await import('./worker.ts');
