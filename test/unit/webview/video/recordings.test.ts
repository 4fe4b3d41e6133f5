import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { Recordings } from '../../../../webview/video/recordings.ts';
import { FakeMediaRecorder, withMediaRecorder } from '../../../support/fakeMediaRecorder.ts';

describe('a page’s recordings', () => {
  let ended: string[];
  let written: string[];
  let failures: unknown[];
  let changes: number;
  let recordings: Recordings;
  const settled = () => new Promise(setImmediate);
  const canvas = FakeMediaRecorder.canvas(10, 10);

  withMediaRecorder();

  beforeEach(() => {
    [ended, written, failures, changes] = [[], [], [], 0];
    const calls = {
      record: async (id: string) => void written.push(id),
      endRecording: async (id: string) => void ended.push(id),
    };
    recordings = new Recordings(calls, {
      changed: () => changes++,
      failed: error => failures.push((error as Error).message),
    });
  });

  afterEach(() => mock.restoreAll());

  it('are written to the file of their id, until they are stopped', async () => {
    recordings.start('v1', 'r1', canvas);
    FakeMediaRecorder.last().gives(5);
    await settled();
    assert.deepEqual([written, recordings.isRecording, ended], [['r1'], true, []]);
    const stopped = recordings.stop('v1');
    assert.equal(recordings.isRecording, false);
    await settled();
    assert.deepEqual(ended, [], 'the rest is still to come');
    FakeMediaRecorder.last().ends();
    await stopped;
    assert.deepEqual(ended, ['r1']);
  });

  it('report their duration and size', () => {
    let now = 1000;
    mock.method(performance, 'now', () => now);
    recordings.start('v1', 'r1', canvas);
    now += 2999;
    FakeMediaRecorder.last().gives(5);
    assert.deepEqual(recordings.state('v1'), { seconds: 2, bytes: 5 });
    assert.equal(recordings.state('v2'), undefined);
    assert.equal(changes, 2);
  });

  it('replace an earlier one of the same video', async () => {
    recordings.start('v1', 'r1', canvas);
    const first = FakeMediaRecorder.last();
    recordings.start('v1', 'r2', canvas);
    first.ends();
    await settled();
    assert.deepEqual(ended, ['r1']);
    FakeMediaRecorder.last().gives(5);
    await settled();
    assert.deepEqual(written, ['r2']);
  });

  it('end when they fail, which is reported', async () => {
    recordings.start('v1', 'r1', canvas);
    FakeMediaRecorder.last().fails(new Error('The encoder broke.'));
    assert.deepEqual([failures, recordings.isRecording], [['The encoder broke.'], false]);
    FakeMediaRecorder.last().ends();
    await settled();
    assert.deepEqual(ended, ['r1']);
  });

  it('close their file if the browser can’t record', async () => {
    const broken = { captureStream: () => assert.fail('no canvas') } as unknown as HTMLCanvasElement;
    recordings.start('v1', 'r1', broken);
    await settled();
    assert.deepEqual([ended, failures, recordings.isRecording], [['r1'], ['no canvas'], false]);
  });

  it('are stopped by their own discarded file, and no other', async () => {
    recordings.start('v1', 'r1', canvas);
    const first = FakeMediaRecorder.last();
    recordings.start('v2', 'r2', canvas);
    const stopped = recordings.stopRecording('r1');
    first.ends();
    await stopped;
    assert.deepEqual([ended, recordings.state('v1') === undefined, recordings.isRecording], [['r1'], true, true]);
  });

  it('stop once, and do nothing if there is none', async () => {
    await recordings.stop('v1');
    recordings.start('v1', 'r1', canvas);
    const both = [recordings.stop('v1'), recordings.stop('v1')];
    FakeMediaRecorder.last().ends();
    await Promise.all(both);
    assert.deepEqual(ended, ['r1']);
  });
});
