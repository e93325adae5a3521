import type { ProgressEvent, ProgressListener } from '../engine/progress.ts';

/** Milliseconds between two redraws of the moving line. */
const REDRAW_MS = 100;

/**
 * One line a finished stage, and on a terminal a moving line with counts and time left.
 * Goes to standard error; says nothing but warnings when that is piped, so logs and pipes stay clean.
 */
export function progressDisplay(stream: NodeJS.WriteStream = process.stderr): ProgressListener {
  const live = stream.isTTY === true;
  let startedAt = 0;
  let drawnAt = 0;
  const clear = (): void => {
    if (live) stream.write('\r\u001b[K');
  };
  return {
    started: (stage, what) => {
      startedAt = Date.now();
      drawnAt = 0;
      if (live) stream.write(`\r\u001b[K${stage.padEnd(10)} ${what} ...`);
    },
    step: (event) => {
      if (!live || Date.now() - drawnAt < REDRAW_MS) return;
      drawnAt = Date.now();
      const line = describeStep(event, Date.now() - startedAt);
      stream.write(`\r\u001b[K${line.slice(0, (stream.columns ?? 80) - 1)}`);
    },
    finished: (stage, summary) => {
      clear();
      if (live) stream.write(`${stage.padEnd(10)} ${summary}  (${seconds(Date.now() - startedAt)})\n`);
    },
    warn: (message) => {
      clear();
      stream.write(`warning: ${message}\n`);
    },
  };
}

/** `simulate   812/1393 simulations, 58 %, 7 s left`. */
function describeStep({ stage, done, total, unit, cached = 0 }: ProgressEvent, elapsedMs: number): string {
  const name = stage.padEnd(10);
  const known = cached > 0 ? `, ${cached} known already` : '';
  if (total === undefined || total === 0) return `${name} ${done} ${unit}${known}`;
  const left = done === 0 ? '' : `, ${seconds((elapsedMs / done) * (total - done))} left`;
  return `${name} ${done}/${total} ${unit}, ${Math.floor((100 * done) / total)} %${left}${known}`;
}

function seconds(ms: number): string {
  const total = Math.round(ms / 1000);
  return total < 100
    ? `${total} s`
    : total < 6000
      ? `${Math.round(total / 60)} min`
      : `${(total / 3600).toFixed(1)} h`;
}
