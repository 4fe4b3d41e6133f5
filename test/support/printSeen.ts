/**
 * Prints what a failed test saw, in parts of limited length. A part that can't be read is reported instead, and doesn't hide the test's
 * error.
 */
import { setTimeout } from 'node:timers/promises';

export interface SeenPart {
  readonly title: string;
  /** Lines printed: the first or the last ones. */
  readonly lines: number;
  readonly end: 'first' | 'last';
  readonly read: () => Promise<string>;
  readonly patienceMs?: number;
}

/** Default time to read a part, in ms: a page may hang. */
const defaultPatienceMs = 5000;
/** Characters printed per line. */
const lineLength = 400;

/** Resolves when all parts have been printed. Never rejects. */
export async function printSeen(
  parts: readonly SeenPart[],
  print: (text: string) => void = console.log,
): Promise<void> {
  for (const part of parts) print(`    ── ${part.title}\n${indented(await boundedText(part))}`);
}

async function boundedText({ read, lines, end, patienceMs = defaultPatienceMs }: SeenPart): Promise<string> {
  try {
    const all = (await inTime(read(), patienceMs)).trimEnd().split('\n').map(shortened);
    if (all.length <= lines) return all.join('\n') || '(nothing)';
    const omitted = `… ${all.length - lines} more lines`;
    return (end === 'first' ? [...all.slice(0, lines), omitted] : [omitted, ...all.slice(-lines)]).join('\n');
  } catch (error) {
    return `(can’t be read: ${shortened(String(error).split('\n')[0] ?? '')})`;
  }
}

async function inTime(reading: Promise<string>, patienceMs: number): Promise<string> {
  const late = new AbortController();
  try {
    return await Promise.race([
      reading,
      setTimeout(patienceMs, '(no answer)', { signal: late.signal }).catch(() => '' /* it was read */),
    ]);
  } finally {
    late.abort();
  }
}

function shortened(line: string): string {
  return line.length > lineLength ? `${line.slice(0, lineLength)}…` : line;
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, '       ');
}
