/** Makes each callback that writes and reads recorded data run. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mock } from 'node:test';
import { RecordFile } from '../../../src/engine/sessions/recordFile.ts';
import { Session } from '../../../src/engine/sessions/session.ts';
import { holdSession } from '../../../src/engine/sessions/sessionDirectory.ts';
import { EntryIndex } from '../../../src/engine/transcript/entryIndex.ts';
import { maxStoredNumber } from '../../../src/engine/transcript/possibleRecord.ts';
import type { CallbackScenarios, CallbackScene } from '../callbackScene.ts';

/** Every message has its own file, and nothing stays in memory. */
const smallSegments = { memoryBytes: 0, segmentBytes: 1 };
const messages = 10;

/** Records messages whose files are on disk, and returns the endpoint. */
async function recorded(scene: CallbackScene): Promise<string> {
  const config = { kind: 'udp', address: '127.0.0.1:0', remote: '127.0.0.1:9' } as const;
  const { id, send } = await scene.open(config);
  for (let count = 0; count < messages; count++) await send('message');
  await scene.engine.setAside(id);
  await scene.engine.bringBack(id, config, {});
  return id;
}

export const recordScenes = {
  'transcript.full': {
    leaves: 'failed',
    async run(scene) {
      const server = await scene.server();
      mock.getter(EntryIndex.prototype, 'count', () => maxStoredNumber);
      await scene.bare.connect(server);
      await scene.thrown('transcript.full');
      mock.restoreAll();
    },
  },
  'logWriter.timer': { leaves: 'failed', run: scene => scene.server() },
  'logWriter.write': { leaves: 'failed', run: scene => scene.server() },
  'segmentsInReading.close': {
    leaves: 'nothing',
    when: 'end',
    bounds: smallSegments,
    run: async scene => scene.engine.entries(await recorded(scene), 0, 2 * messages),
  },
  'segment.close': { leaves: 'nothing', when: 'end', bounds: smallSegments, run: recorded },
  'filesAtRest.close': {
    leaves: 'nothing',
    when: 'end',
    run: async scene => scene.engine.close((await scene.server()).id),
  },
  'transcriptView.scan': {
    leaves: 'nothing',
    bounds: smallSegments,
    run: async scene => scene.engine.openView(await recorded(scene), { search: { text: 'message' } }),
  },
  'recordFile.write': {
    leaves: 'nothing',
    run: scene => scene.open({ kind: 'tcp-server', address: ':0' }, Date.now()),
  },
  'recordFile.retry': {
    leaves: 'nothing',
    async run(scene) {
      await writeFile(scene.at('no directory'), '');
      mock.timers.enable({ apis: ['setTimeout'] });
      const file = new RecordFile(join(scene.at('no directory'), 'record'));
      file.write(() => 'text');
      await file.settled();
      mock.timers.tick(1000);
      mock.timers.reset();
      await file.end();
    },
  },
  'session.sweep': {
    leaves: 'nothing',
    async run(scene) {
      const place = {
        storage: scene.at('storage'),
        directory: scene.at('session'),
        window: { workspace: 'w', title: '' },
      };
      await new Session(place, () => undefined).end();
    },
  },
  'sessionDirectory.touch': {
    leaves: 'nothing',
    async run(scene) {
      mock.timers.enable({ apis: ['setInterval'] });
      const session = holdSession(scene.at('session'), { workspace: 'w', title: '' });
      mock.timers.tick(60_000);
      mock.timers.reset();
      await session.end();
    },
  },
} satisfies CallbackScenarios;
