/** How one queue stands. A queue whose oldest waiting job grows older has too few workers, or none. */
export interface QueueDepth {
  queue: string;
  waiting: number;
  delayed: number;
  active: number;
  failed: number;
  /** How long the job that waits longest could have been running, ms; null where none waits. */
  oldestWaitingMs: number | null;
}

/** A job that ended in failure and waits for a person. */
export interface DeadJob {
  /** What it is redriven by. */
  id: string;
  queue: string;
  name: string;
  payload: unknown;
  code: string;
  reason: string;
  attempts: number;
  failedAt: Date;
}

/** What is seen of the queues from outside the jobs, and the one thing done to them. Each call ends within its limit. */
export interface QueueDoor {
  depths(): Promise<QueueDepth[]>;
  /** Newest first; bounded. */
  dead(): Promise<DeadJob[]>;
  /** Sets a dead job waiting again, with all its tries. */
  redrive(id: string): Promise<void>;
}
