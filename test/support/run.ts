/** Runs programs to their end. */
import { type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { out } from './paths.ts';

/** Characters of the output that an error quotes: the last ones. */
const quotedLength = 2000;

export interface RunOptions extends SpawnOptions {
  /** The file in `out/` to which all output is added. */
  readonly log?: string;
}

/** Resolves with the output when the program ends well. Rejects with its last output, and the name of the log, when it doesn't. */
export async function run(
  program: string,
  args: readonly string[],
  { log, ...options }: RunOptions = {},
): Promise<string> {
  const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
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

/** Runs a program that talks to the console itself; resolves with its exit code. */
export async function runInSight(
  program: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<number> {
  const child = spawn(program, args, { ...options, stdio: ['ignore', 'inherit', 'inherit'] });
  const [code] = (await once(child, 'close')) as [number | null];
  return code ?? 1;
}
