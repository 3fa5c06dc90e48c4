import type { ProgressStage } from '../core/progress.ts';
import type { JobContext } from './context.ts';
import type { Counts } from './handler.ts';

export interface ImportOptions {
  path: string;
  source?: string | undefined;
  columns?: Record<string, string> | undefined;
}

export async function importFile(
  context: JobContext,
  options: ImportOptions,
  progress?: ProgressStage,
): Promise<Counts> {
  void context;
  void options;
  void progress;
  return {};
}
