/** Reads one peer's frames from a transcript. */
import assert from 'node:assert/strict';
import type { EventEmitter } from 'node:events';
import type { Engine } from '../../src/engine/engine.ts';
import { seenAt } from '../support/seenAt.ts';
import { rethrowUnlessRefusal } from './refusals.ts';
import type { RecordedFrame } from './streamRecord.ts';

const maxRows = 1000;

interface Wanted {
  readonly endpoint: string;
  readonly peer: string;
  /** Number of the first row that counts. */
  readonly since: number;
}

/** Resolves with the complete frames that remain. `changes` emits `views` when a view has found more. */
export async function recordedFrames(engine: Engine, changes: EventEmitter, wanted: Wanted): Promise<RecordedFrame[]> {
  for (;;) {
    const { view } = await engine.openView(wanted.endpoint, { peers: [wanted.peer], kinds: ['in', 'out', 'answer'] });
    try {
      return await framesOfView(engine, changes, view, wanted);
    } catch (error) {
      // Rows were dropped while they were being read.
      rethrowUnlessRefusal(error);
    } finally {
      await engine.closeView(view);
    }
  }
}

async function framesOfView(
  engine: Engine,
  changes: EventEmitter,
  view: number,
  { endpoint, since }: Wanted,
): Promise<RecordedFrame[]> {
  const { first, end } = await seenAt(changes, 'views', async () => {
    const state = await engine.rows(view, 0, 0);
    return state.scanned >= state.total && state;
  });
  const frames: RecordedFrame[] = [];
  for (let from = first; from < end; from += maxRows) {
    const { rows } = await engine.rows(view, from, maxRows);
    for (const { seq, direction, length, origin } of rows) {
      if (seq < since) continue;
      assert.ok(direction !== 'event');
      const bytes = await engine.entryBytes(endpoint, seq, 0, length);
      frames.push({ direction, isAsked: origin === 'send', bytes });
    }
  }
  return frames;
}
