/** Runs programs to completion, or until this process exits. */
import { type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { endOnExit } from './endWithUs.ts';
import { out } from './paths.ts';

/** Characters of the output kept for the error message (the tail). */
const quotedLength = 2000;

export interface RunOptions extends SpawnOptions {
  /** File in `out/` that all output is appended to. */
  readonly log?: string;
}

/** Resolves with the output if the program succeeds. Otherwise rejects with the end of its output and the name of the log. */
export async function run(
  program: string,
  args: readonly string[],
  { log, ...options }: RunOptions = {},
): Promise<string> {
  const child = endOnExit(spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] }));
  if (log !== undefined) mkdirSync(out, { recursive: true });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk;
      if (log !== undefined) appendFileSync(join(out, log), chunk);
    });
  }
  const [code] = (await once(child, 'close')) as [number | null];
  if (code === 0) return output;
  const place = log === undefined ? '' : ` (all of its output is in out/${log})`;
  throw new Error(`${program} ${args.join(' ')} ended with ${code}${place}:\n${output.slice(-quotedLength)}`);
}

/** Runs a program that inherits the console. Resolves with its exit code. */
export async function runInSight(
  program: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<number> {
  const child = endOnExit(spawn(program, args, { ...options, stdio: ['ignore', 'inherit', 'inherit'] }));
  const [code] = (await once(child, 'close')) as [number | null];
  return code ?? 1;
}
