/** Runs patterns and searches on large frames: the entry point of a separate thread, which is terminated if one takes too long. */
import { parentPort } from 'node:worker_threads';
import { compilePattern, type Pattern } from '../../core/pattern.ts';
import { TemplateCondition } from '../../core/rules/templateCondition.ts';
import { compileSearch } from '../../core/search/compileSearch.ts';
import type { Matcher } from '../../core/search/matcher.ts';
import { releaseBuffer } from '../releaseBuffer.ts';
import {
  type FromPatternThread,
  foundMatch,
  type PatternJob,
  type PatternResult,
  type ToPatternThread,
} from './patternJobs.ts';

const port = parentPort;
if (!port) throw new Error('must run in a worker thread');

/** Number of compiled patterns and searches that are kept for later frames. */
const maxKept = 32;
const kept = new Map<string, Pattern | Matcher | TemplateCondition>();

port.on('message', ({ id, job }: ToPatternThread) => {
  post({ id, started: true });
  post({ id, ...answerTo(job) });
});

function answerTo(job: PatternJob): { readonly result: PatternResult } | { readonly problem: string } {
  try {
    return { result: run(job) };
  } catch (error) {
    return { problem: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  } finally {
    // This thread got it instead of a copy. Messages of hundreds of megabytes would stay in memory while it is idle.
    releaseBuffer(job.bytes);
  }
}

function run(job: PatternJob): PatternResult {
  const { kind, bytes } = job;
  if (kind === 'match') {
    const { source, flags, encoding } = job.pattern;
    const pattern = compiled([source, flags, encoding], () => compilePattern(source, flags, encoding));
    const match = pattern.match(bytes);
    return match && foundMatch(match, bytes);
  }
  if (kind === 'template') {
    const template = compiled(job.source, () => new TemplateCondition(job.source));
    const match = template.bound(job.values).match(bytes);
    return match && foundMatch(match, bytes);
  }
  const { search, encoding } = job;
  const matcher = compiled([search, encoding], () => compileSearch(search, encoding));
  return kind === 'test' ? matcher.test(bytes) : matcher.ranges(bytes, job.limit);
}

function compiled<T extends Pattern | Matcher | TemplateCondition>(key: unknown, compile: () => T): T {
  const text = JSON.stringify(key);
  const made = (kept.get(text) as T | undefined) ?? compile();
  kept.delete(text);
  kept.set(text, made);
  const [oldest = ''] = kept.keys();
  if (kept.size > maxKept) kept.delete(oldest);
  return made;
}

function post(message: FromPatternThread): void {
  port?.postMessage(message);
}
