/** A log whose lines tests can read as the output channel would show them. */
import { EventEmitter, once } from 'node:events';
import { Log } from '../../src/host/diagnostics/log.ts';

export interface WatchedLog {
  readonly log: Log;
  /** Lines with their level: `warn callSlow …`. */
  readonly lines: string[];
  /** Resolves with the next line. */
  next(): Promise<string>;
}

/** `root` is the extension's folder. */
export function watchedLog(root = '/extension', nowMs?: () => number): WatchedLog {
  const lines: string[] = [];
  const written = new EventEmitter();
  const write = (level: string) => (text: string) => {
    lines.push(`${level} ${text}`);
    written.emit('line', `${level} ${text}`);
  };
  const sink = { error: write('error'), warn: write('warn'), info: write('info'), debug: write('debug') };
  return {
    log: new Log(sink, root, nowMs),
    lines,
    next: async () => (await once(written, 'line'))[0] as string,
  };
}
