/** Engines with their sessions, as windows have them. */
import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine, type Engine } from '../../../../src/engine/engine.ts';
import { readRecords } from '../../../../src/engine/sessions/endpointRecord.ts';
import { seenBelow } from '../../../support/seenAt.ts';

const noEvents = {
  changed: () => undefined,
  storageChanged: () => undefined,
  viewsChanged: () => undefined,
  transfersChanged: () => undefined,
  videosChanged: () => undefined,
  transcriptRead: () => undefined,
  videoRecognized: () => undefined,
  progress: () => undefined,
};

/** An engine with its session, as in a window. */
export interface EngineWindow {
  readonly engine: Engine;
  readonly directory: string;
  /** Emits `changed` like the engine does. */
  readonly changes: EventEmitter;
  close(): Promise<void>;
}

/** Windows below a folder of their own: closed and deleted after each test. */
export function temporaryWindows() {
  let storage = '';
  const windows: EngineWindow[] = [];

  beforeEach(async () => {
    storage = await mkdtemp(join(tmpdir(), 'portside-previous-'));
  });

  afterEach(async () => {
    for (const window of windows.splice(0)) await window.close();
    await rm(storage, { recursive: true, force: true });
  });

  function open(workspace = 'w'): EngineWindow {
    const directory = join(storage, `${process.pid}-${randomUUID()}`);
    const changes = new EventEmitter();
    const engine = createEngine({
      directory,
      events: { ...noEvents, changed: () => void changes.emit('changed') },
      session: { storage, window: { workspace, title: `window of ${workspace}` } },
    });
    const window: EngineWindow = {
      engine,
      directory,
      changes,
      async close() {
        windows.splice(windows.indexOf(window), windows.includes(window) ? 1 : 0);
        await engine.dispose();
      },
    };
    windows.push(window);
    return window;
  }

  return {
    open,
    get storage() {
      return storage;
    },
  };
}

/** Resolves when the record of its first endpoint says that it is open. */
export async function recordedAsOpen({ directory }: EngineWindow): Promise<void> {
  const state = async () => (await readRecords(directory))[0]?.[1].state;
  await seenBelow(directory, async () => (await state()) === 'open');
}
