import type { QueueDepth } from '../../core/queue-door.ts';
import type { Metric } from './exposition.ts';
import { gauge } from './process-metrics.ts';

const STATES = ['waiting', 'delayed', 'active', 'failed'] as const;

export function queueMetrics(depths: readonly QueueDepth[]): Metric[] {
  const jobs = depths.flatMap((depth) =>
    STATES.map((state) => ({ labels: { queue: depth.queue, state }, value: depth[state] })),
  );
  const ages = depths.map((depth) => ({
    labels: { queue: depth.queue },
    value: (depth.oldestWaitingMs ?? 0) / 1_000,
  }));
  return [
    gauge('hemline_queue_jobs', 'Jobs in each queue, by state; failed ones wait for a person.', jobs),
    gauge('hemline_queue_oldest_waiting_seconds', 'How long the job that waits longest has waited.', ages),
  ];
}
