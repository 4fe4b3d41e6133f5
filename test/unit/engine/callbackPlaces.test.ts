import assert from 'node:assert/strict';
import { type CallbackPlace, places } from '../../../src/engine/callbackPlaces.ts';
import { patternThread } from '../../../src/engine/matching/patternThread.ts';
import { type CallbackScenario, CallbackScene } from '../../support/callbackScene.ts';
import { datagramScenes } from '../../support/callbackScenes/datagrams.ts';
import { patternScenes } from '../../support/callbackScenes/patterns.ts';
import { recordScenes } from '../../support/callbackScenes/records.ts';
import { streamScenes } from '../../support/callbackScenes/streams.ts';
import { transferScenes } from '../../support/callbackScenes/transfers.ts';
import { videoScenes } from '../../support/callbackScenes/videos.ts';
import { engineCallbacks } from '../../support/engineCallbacks.ts';

/** Number of callbacks that need no owner, by file, with the reason. */
const exceptions: Record<string, readonly [count: number, why: string]> = {
  'owned.ts': [1, 'notifies the owners'],
  'engineLog.ts': [1, 'catches what it throws: logging that the log fails would never end'],
  'worker.ts': [2, 'the last net, below all owners'],
  'matching/patternWorker.ts': [1, 'on a thread of its own, which it ends: its owner gets “exit”'],
  'transfer/hash/hashWorker.ts': [2, 'on a thread of its own, as above'],
  'video/pictureWorker.ts': [2, 'on a thread of its own, as above'],
  'turns/turnBudget.ts': [1, 'only calls what has an owner'],
  'transcript/transcriptRoom.ts': [1, 'only sets a field'],
  'transcript/segment.ts': [1, 'only sets a field'],
  'transfer/framed/framedExchange.ts': [1, 'only rejects promises'],
  'transfer/pieceQueue.ts': [1, 'only rejects a promise'],
  'transfer/framed/fileTurns.ts': [1, 'only rejects a promise'],
  'video/newest.ts': [1, 'only resolves a promise'],
};

/** Tested in a worker, in worker.test.ts, and without an engine, in memoryTransport.test.ts and layer.test.ts. */
type Elsewhere = Extract<CallbackPlace, `worker.${string}` | `memoryTransport.${string}` | 'conversation.layer'>;

const scenarios = {
  ...streamScenes,
  ...datagramScenes,
  ...transferScenes,
  ...videoScenes,
  ...patternScenes,
  ...recordScenes,
} satisfies Partial<Record<CallbackPlace, CallbackScenario>> as Record<
  Exclude<CallbackPlace, Elsewhere>,
  CallbackScenario
>;

describe('the engine’s callbacks', () => {
  it('all have an owner with a unique name', () => {
    const found = engineCallbacks();
    assert.deepEqual(new Set(found.places), new Set(places));
    assert.equal(found.places.length, places.length);
    const count = Object.entries(found.unowned).map(([file, { length }]) => [file, length]);
    const expected = Object.entries(exceptions).map(([file, [number]]) => [file, number]);
    assert.deepEqual(Object.fromEntries(count), Object.fromEntries(expected), JSON.stringify(found.unowned));
  });

  it('are all made to throw below', () => {
    const unixOnly = process.platform === 'win32' ? /^(ffmpegSource|unixSocketFile)\./ : /^$/;
    const expected = places.filter(
      place => !/^(worker|memoryTransport)\.|^conversation\.layer$/.test(place) && !unixOnly.test(place),
    );
    assert.deepEqual(new Set(Object.keys(scenarios)), new Set(expected));
  });
});

describe('a throwing callback ends only its owner', () => {
  let scene: CallbackScene;

  afterEach(async () => {
    // The end of a thread would be taken for that of the next scene.
    await patternThread.stop();
    await scene.end();
  });

  for (const [place, { leaves, when = 'begin', bounds, run }] of Object.entries(scenarios)) {
    it(place, async () => {
      scene = await CallbackScene.begin(bounds);
      scene.throwAt({ [place]: when });
      await run(scene);
      await scene.check(place as CallbackPlace, leaves);
    });
  }
});
