import type { PipelineStage, Sector, Stage } from '../core/words.ts';
import type { JobContext } from './context.ts';

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

export interface PipelineOptions {
  /** Stages to run; all by default. */
  stages?: readonly PipelineStep[];
  /** Ids of the sources to crawl whether due or not; by default those that are due. */
  sources?: readonly string[];
  /** Sources crawled at once. */
  concurrency?: number;
  onStage?: (report: StageReport) => void;
}

export async function runPipeline(
  context: JobContext,
  options: PipelineOptions = {},
): Promise<PipelineSummary> {
  throw new Error(`not built yet: ${String(context)} ${String(options)}`);
}
