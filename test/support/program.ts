/** Runs real programs as peers: reads their output by lines, types into them and waits for their end. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { endOnExit } from './endWithUs.ts';
import { systemProgram } from './systemPackages.ts';

export class Program {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #lines: string[] = [];
  readonly #waiting: (() => void)[] = [];
  readonly #ended: Promise<number>;
  #errors = '';

  private constructor(child: ChildProcessWithoutNullStreams) {
    this.#child = child;
    createInterface({ input: child.stdout }).on('line', line => {
      this.#lines.push(line);
      this.#wake();
    });
    child.stderr.on('data', chunk => {
      this.#errors += chunk;
    });
    this.#ended = once(child, 'close').then(([code]) => {
      this.#wake();
      return (code as number | null) ?? 1;
    });
  }

  static start(program: string, args: readonly (string | number)[]): Program {
    return new Program(endOnExit(spawn(program, args.map(String))));
  }

  /** Resolves with the next line of its output. @throws Error with its stderr if it ends first. */
  async line(): Promise<string> {
    while (this.#lines.length === 0) {
      if (this.#child.stdout.readableEnded) throw new Error(`the program ended without another line: ${this.#errors}`);
      await new Promise<void>(resolve => this.#waiting.push(resolve));
    }
    return this.#lines.shift() ?? '';
  }

  /** Resolves with the port in its next line, `listening 12345`. */
  async port(): Promise<number> {
    const line = await this.line();
    const [, port] = /^listening (\d+)$/.exec(line) ?? [];
    if (port === undefined) throw new Error(`the program printed no port: ${line}`);
    return Number(port);
  }

  /** Writes a line to its stdin. */
  type(text: string): void {
    this.#child.stdin.write(`${text}\n`);
  }

  /** Resolves when it has ended by itself. @throws Error with its stderr if it failed. */
  async ended(): Promise<void> {
    const code = await this.#ended;
    if (code !== 0) throw new Error(`the program ended with ${code}: ${this.#errors}`);
  }

  /** Ends it if it is still running. SIGKILL gives it no chance to clean up. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    this.#child.kill(signal);
    await this.#ended;
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

/** Starts a Python file with unbuffered output. */
export async function startPython(file: string, ...args: (string | number)[]): Promise<Program> {
  return Program.start(await systemProgram('python'), ['-u', file, ...args]);
}

/** Starts a Python file that uses numpy and OpenCV. */
export async function startOpenCv(file: string, ...args: (string | number)[]): Promise<Program> {
  return Program.start(await systemProgram('pythonWithOpenCv'), ['-u', file, ...args]);
}

/** Starts a TypeScript file in this Node. */
export function startNode(file: string, ...args: (string | number)[]): Program {
  return Program.start(process.execPath, [file, ...args]);
}
