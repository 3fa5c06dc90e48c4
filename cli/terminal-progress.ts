import type { Writable } from 'node:stream';
import { SingleBar } from 'cli-progress';
import type { Progress, ProgressStage } from '../core/progress.ts';

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** Bars with counts and remaining time on a terminal; one line a stage where stderr is a file or a pipe. */
export function terminalProgress(stream: NodeJS.WriteStream, now: () => number = Date.now): Progress {
  return stream.isTTY ? barProgress(stream, now) : lineProgress(stream, now);
}

function barProgress(stream: NodeJS.WriteStream, now: () => number): Progress {
  return {
    start(stage, total): ProgressStage {
      const startedAt = now();
      const bar = new SingleBar({
        stream,
        format: `  ${stage.padEnd(18)} {bar} {value}/{total}  {eta_formatted} left`,
        barsize: 28,
        etaBuffer: 200,
        hideCursor: true,
        clearOnComplete: true,
        linewrap: false,
      });
      let done = 0;
      let known = total ?? 0;
      bar.start(known, 0);
      return {
        advance(by = 1) {
          done += by;
          if (done > known) bar.setTotal((known = done));
          bar.update(done);
        },
        setTotal(next) {
          known = next;
          bar.setTotal(next);
        },
        finish(summary) {
          bar.stop();
          stream.write(doneLine(stage, done, summary, now() - startedAt));
        },
      };
    },
  };
}

function lineProgress(stream: Writable, now: () => number): Progress {
  return {
    start(stage): ProgressStage {
      const startedAt = now();
      let done = 0;
      return {
        advance(by = 1) {
          done += by;
        },
        setTotal() {},
        finish(summary) {
          stream.write(doneLine(stage, done, summary, now() - startedAt));
        },
      };
    },
  };
}

function doneLine(stage: string, done: number, summary: string | undefined, elapsedMs: number): string {
  return `  ${stage.padEnd(18)} ${summary ?? `${done} done`} (${seconds(elapsedMs)})\n`;
}
