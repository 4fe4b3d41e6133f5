/** Touches memory before a run: a virtual machine may get memory only when it is first touched, and the first run would pay for that. */
import { freemem } from 'node:os';
import { join } from 'node:path';
import { startNode } from '../support/program.ts';

const program = join(import.meta.dirname, 'programs/touchMemory.ts');

/** Writes to this much memory, but at most half of the free memory, and frees it. */
export async function touchMemory(bytes: number): Promise<void> {
  await startNode(program, Math.floor(Math.min(bytes, freemem() / 2))).ended();
}
