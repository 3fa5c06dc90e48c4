import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Metric, Sample } from './exposition.ts';

const RESOLUTION_MS = 20;
const QUANTILES = [50, 99];

/** This process: memory, processor time, and how late its event loop ran since it was last asked. */
export function createProcessMetrics(): () => Metric[] {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  return () => {
    const lag: Sample[] = [
      ...QUANTILES.map((percent) => ({
        labels: { quantile: String(percent / 100) },
        value: lateness(delay.percentile(percent)),
      })),
      { labels: { quantile: '1' }, value: lateness(delay.max) },
    ];
    delay.reset();
    const memory = process.memoryUsage();
    const cpu = process.cpuUsage();
    return [
      gauge('process_resident_memory_bytes', 'Memory of this process.', [{ value: memory.rss }]),
      gauge('nodejs_heap_size_used_bytes', 'Of it, objects on the heap.', [{ value: memory.heapUsed }]),
      gauge('nodejs_external_memory_bytes', 'Of it, buffers outside the heap.', [{ value: memory.external }]),
      {
        name: 'process_cpu_seconds_total',
        type: 'counter',
        help: 'Processor time of this process, user and system.',
        samples: [{ value: (cpu.user + cpu.system) / 1e6 }],
      },
      gauge('process_uptime_seconds', 'Since this process started.', [{ value: process.uptime() }]),
      gauge('nodejs_eventloop_lag_seconds', 'Lateness of timers since the last scrape.', lag),
    ];
  };
}

/** The monitor gives the time between two ticks of its timer, ns; NaN or its upper limit before the first. */
function lateness(nanoseconds: number): number {
  const seconds = nanoseconds / 1e9 - RESOLUTION_MS / 1_000;
  return seconds > 0 && seconds < 3_600 ? seconds : 0;
}

export function gauge(name: string, help: string, samples: Sample[]): Metric {
  return { name, type: 'gauge', help, samples };
}
