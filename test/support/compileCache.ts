/**
 * Keeps compiled modules without their types between runs. Mocha loads this first (`.mocharc.cjs`): each worker thread that a test starts
 * would compile the engine again.
 */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { root } from './paths.ts';

const { directory } = enableCompileCache(join(root, 'out/compiled'));
// Threads read it when they start. Only in the processes of `--parallel`, because the other suites start VS Code from theirs.
if (process.env.MOCHA_WORKER_ID && directory) process.env.NODE_COMPILE_CACHE = join(root, 'out/compiled');
