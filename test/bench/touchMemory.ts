/** Makes a run find memory that was used before: where a virtual machine gets its memory at the first touch, the first run would pay for it. */
import { freemem } from 'node:os';
import { join } from 'node:path';
import { startNode } from '../support/program.ts';

const program = join(import.meta.dirname, 'programs/touchMemory.ts');

/** Writes to this much memory, at most half of what is free, and frees it. */
export async function touchMemory(bytes: number): Promise<void> {
  await startNode(program, Math.floor(Math.min(bytes, freemem() / 2))).ended();
}
