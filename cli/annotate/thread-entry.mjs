// A worker thread does not inherit the loader: tsx is registered here, then the TypeScript part runs.
import { register } from 'tsx/esm/api';

register();
await import('./thread-run.ts');
