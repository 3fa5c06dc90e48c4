import type { ProgressStage } from '../core/progress.ts';
import type { PipelineStage, Sector, Stage } from '../core/words.ts';
import { dueSources } from '../storage/sources.ts';
import type { JobContext } from './context.ts';
import type { Counts } from './handler.ts';
import { performJob } from './perform.ts';
import { jobError } from './retry-decision.ts';
import type { JobPayload } from './table.ts';
import { sharedProgress } from './shared-progress.ts';
import { summarise } from './summary.ts';

/** The pipeline's steps: the stages of core/words.ts, with folding of copies between crawl and reading. */
export type PipelineStep = PipelineStage | 'fold-duplicates';

export interface StageReport {
  stage: PipelineStep;
  counts: Record<string, number>;
  durationMs: number;
}

export interface SourceReport {
  id: string;
  name: string;
  sector: Sector;
  health: string;
  reason: string;
  documents: number;
}

export interface Riser {
  concept: string;
  labelZh: string;
  labelEn: string;
  stage: Stage;
  /** Share of documents, mean of the last 13 weeks. */
  magnitude: number | null;
  /** Relative to the same weeks a year before: 0.5 is half as much again. */
  growth: number | null;
  confidence: number;
  forecast: {
    model: string;
    horizon: number;
    now: number;
    end: number;
    lower80: number;
    upper80: number;
  } | null;
}

export interface PipelineSummary {
  documentsBySector: Record<Sector, number>;
  documents: number;
  duplicates: number;
  products: number;
  observations: number;
  sources: SourceReport[];
  risers: Riser[];
  candidates: number;
  signals: number;
  stages: StageReport[];
  durationMs: number;
}

/** ISO instants; what is left out is open. */
export interface CrawlDates {
  since?: string | undefined;
  until?: string | undefined;
}

export interface PipelineOptions {
  /** Stages to run; all by default. */
  stages?: readonly PipelineStep[];
  /** Ids of the sources to crawl whether due or not; by default those that are due. */
  sources?: readonly string[];
  /** Keeps the crawl to documents published in [since, until). */
  dates?: CrawlDates;
  /** Sources crawled at once. */
  concurrency?: number;
  onStage?: (report: StageReport) => void;
}

/** The steps in the order the data takes. */
export const STEPS: readonly PipelineStep[] = [
  'crawl-source',
  'fold-duplicates',
  'read-documents',
  'build-series',
  'discover-terms',
  'cluster-themes',
  'forecast-series',
  'raise-signals',
];

/** Several hosts are waited for at once; the fetcher paces each of them. */
const SOURCES_AT_ONCE = 8;

/** Runs the stages in this process, in the order of the data, and says what came of them. Safe to run again. */
export async function runPipeline(
  context: JobContext,
  options: PipelineOptions = {},
): Promise<PipelineSummary> {
  const started = performance.now();
  const wanted = options.stages ?? STEPS;
  const stages: StageReport[] = [];
  for (const stage of STEPS.filter((step) => wanted.includes(step))) {
    if (context.signal.aborted) break;
    const report = await runStage(context, stage, options);
    stages.push(report);
    options.onStage?.(report);
  }
  const durationMs = Math.round(performance.now() - started);
  return { ...(await summarise(context.sql)), stages, durationMs };
}

async function runStage(
  context: JobContext,
  stage: PipelineStep,
  options: PipelineOptions,
): Promise<StageReport> {
  const started = performance.now();
  const progress = context.progress.start(stage, null);
  try {
    const counts =
      stage === 'crawl-source'
        ? await crawlAll(context, options, progress)
        : await performJob(context, stage, {}, { progress });
    progress.finish(inWords(counts));
    return { stage, counts, durationMs: Math.round(performance.now() - started) };
  } catch (thrown) {
    progress.finish(jobError(thrown).message);
    if (!context.signal.aborted) throw thrown;
    return { stage, counts: { interrupted: 1 }, durationMs: Math.round(performance.now() - started) };
  }
}

/** Crawls the named sources, or those that are due; one that cannot be crawled does not stop the others. */
async function crawlAll(
  context: JobContext,
  options: PipelineOptions,
  progress: ProgressStage,
): Promise<Counts> {
  const ids = options.sources ?? (await dueSources(context.sql, context.clock.now())).map(({ id }) => id);
  const waiting = [...ids];
  const shared = sharedProgress(progress);
  const totals: Counts = { sources: 0, unfinished: 0 };
  const work = async (): Promise<void> => {
    for (let id = waiting.shift(); id !== undefined && !context.signal.aborted; id = waiting.shift()) {
      const counts = await crawlOne(context, { source: id, ...options.dates }, shared.part());
      totals['sources'] = (totals['sources'] ?? 0) + 1;
      for (const [name, count] of Object.entries(counts)) totals[name] = (totals[name] ?? 0) + count;
    }
  };
  await Promise.all(Array.from({ length: options.concurrency ?? SOURCES_AT_ONCE }, work));
  return totals;
}

async function crawlOne(
  context: JobContext,
  payload: JobPayload<'crawl-source'>,
  progress: ProgressStage,
): Promise<Counts> {
  try {
    return await performJob(context, 'crawl-source', payload, { progress });
  } catch (thrown) {
    const error = jobError(thrown);
    // A paused source waits for a person, and says so in the summary; all else is not the source's doing.
    if (error.code !== 'SOURCE_PAUSED') throw error;
    return { unfinished: 1 };
  }
}

function inWords(counts: Counts): string {
  const told = Object.entries(counts).filter(([, count]) => count > 0);
  return told.length === 0 ? 'nothing to do' : told.map(([name, count]) => `${count} ${name}`).join(', ');
}
