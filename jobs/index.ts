export { JOBS, JOB_NAMES, QUEUES, isJobName } from './table.ts';
export type { JobName, JobPayload, QueueName } from './table.ts';
export { createJobContext } from './context.ts';
export type { JobContext, JobContextOptions } from './context.ts';
export { syncCatalogue } from './catalogue.ts';
export { importFile } from './import-file.ts';
export type { ImportOptions } from './import-file.ts';
export { addChannel } from './delivery/channels.ts';
export { testChannel } from './delivery/deliver.ts';
export { writeDigest } from './delivery/digest.ts';
export { rehearseRule } from './signals/user-rules.ts';
export { createItemReader } from './item-reader.ts';
export { createPushDoor, pushSecretOf } from './push-rows.ts';
export { createRunner } from './create-runner.ts';
export { createQueueDoor, inTime } from './queue-door.ts';
export { openQueues } from './open-queues.ts';
export type { Runner, RunnerOptions, RunnerCounts, EnqueueOptions } from './runner.ts';
export { performJob } from './perform.ts';
export { runPipeline, STEPS } from './pipeline.ts';
export type {
  CrawlDates,
  PipelineOptions,
  PipelineStep,
  PipelineSummary,
  Riser,
  SourceReport,
  StageReport,
} from './pipeline.ts';
export { startScheduler } from './schedule.ts';
export type { Scheduler, ScheduleOptions } from './schedule.ts';
