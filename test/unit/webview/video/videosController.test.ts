import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import type { PanelVideo } from '../../../../src/protocol/videoCalls.ts';
import { PeerLabels } from '../../../../webview/peerLabels.ts';
import { VideoSignals } from '../../../../webview/video/videoLink.ts';
import { VideosController } from '../../../../webview/video/videosController.ts';
import { FakeMediaRecorder, withMediaRecorder } from '../../../support/fakeMediaRecorder.ts';
import { videoSnapshot as video } from '../../../support/videoSnapshots.ts';

type Element = ConstructorParameters<typeof VideosController>[0];

describe('a page’s videos', () => {
  let actions: unknown[][];
  let begun: number;
  let recording: string | undefined;
  /** The videos whose pictures are on the page. */
  let painted: string[];
  let signals: VideoSignals;
  let videos: VideosController;
  const settled = () => new Promise(setImmediate);
  const change = (...changed: PanelVideo[]) => signals.receivers.videosChanged(changed);
  const want = (id: string, of: string | null) => signals.receivers.recordWanted(id, of);

  withMediaRecorder();

  beforeEach(async () => {
    [actions, begun, recording, painted] = [[], 0, 'r1', ['v1']];
    signals = new VideoSignals();
    const calls = {
      videos: async () => [video({ id: 'first' })],
      startRecording: async (id: string) => {
        actions.push(['startRecording', id]);
        return recording;
      },
      endRecording: async (id: string) => void actions.push(['endRecording', id]),
      record: async () => undefined,
    };
    const canvas = FakeMediaRecorder.canvas(4, 4);
    const element = {
      addController: () => undefined,
      requestUpdate: () => undefined,
      querySelectorAll: () => painted.map(id => ({ video: id, canvas })),
    } as unknown as Element;
    const link = { calls, events: signals } as unknown as ConstructorParameters<typeof VideosController>[1]['link'];
    videos = new VideosController(element, { link, labels: new PeerLabels(), onBegin: () => begun++ });
    videos.hostConnected();
    await settled();
  });

  afterEach(() => videos.hostDisconnected());

  const isRecorded = (id: string) => videos.recordings.state(id) !== undefined;
  const paint = (id: string) => videos.setSize(id, { width: 4, height: 4 });
  async function stopRecorder(): Promise<void> {
    FakeMediaRecorder.last().ends();
    await settled();
  }

  it('report when a new one begins, not when one changes or has ended', () => {
    change(video({ id: 'v1' }));
    change(video({ id: 'v1', frames: 91 }), video({ id: 'first' }));
    change(video({ id: 'v2', state: 'ended' }));
    assert.equal(begun, 1);
  });

  it('are recorded at once if there is a picture, and no longer when the button is pressed again', async () => {
    change(video({ id: 'v1' }));
    paint('v1');
    await videos.toggleRecording('v1');
    assert.ok(isRecorded('v1'));
    const stopped = videos.toggleRecording('v1');
    await stopRecorder();
    await stopped;
    assert.ok(!isRecorded('v1'));
    assert.deepEqual(actions, [
      ['startRecording', 'v1'],
      ['endRecording', 'r1'],
    ]);
  });

  it('are not recorded if the user changed their mind', async () => {
    recording = undefined;
    paint('v1');
    await videos.toggleRecording('v1');
    assert.ok(!isRecorded('v1'));
  });

  it('are recorded as soon as there is a picture if a command requests it before', () => {
    want('r1', 'v1');
    assert.ok(!isRecorded('v1'));
    paint('other');
    assert.ok(!isRecorded('v1'));
    paint('v1');
    assert.ok(isRecorded('v1'));
    assert.deepEqual(actions, []);
  });

  it('are no longer recorded if a command says so, even before the first picture', async () => {
    want('r1', 'v1');
    want('r1', null);
    paint('v1');
    await settled();
    assert.deepEqual([isRecorded('v1'), actions], [false, [['endRecording', 'r1']]]);
    want('r2', 'v1');
    assert.ok(isRecorded('v1'));
    want('r2', null);
    await stopRecorder();
    assert.deepEqual(actions.at(-1), ['endRecording', 'r2']);
  });

  it('end their recording when they end, started or not', async () => {
    change(video({ id: 'v1' }), video({ id: 'v2' }));
    paint('v1');
    want('r1', 'v1');
    want('r2', 'v2');
    change(video({ id: 'v1', state: 'ended' }), video({ id: 'v2', state: 'ended' }));
    await stopRecorder();
    assert.deepEqual(actions.toSorted(), [
      ['endRecording', 'r1'],
      ['endRecording', 'r2'],
    ]);
    paint('v2');
    assert.ok(!isRecorded('v2'));
  });

  it('report a failed recording', async () => {
    paint('v1');
    want('r1', 'v1');
    FakeMediaRecorder.last().fails(new Error('The encoder broke.'));
    assert.equal(videos.problem?.text, 'The encoder broke.');
    await stopRecorder();
  });

  it('are shown in their actual size individually', () => {
    videos.setActualSize('v1', true);
    videos.setActualSize('v2', true);
    videos.setActualSize('v1', false);
    assert.deepEqual([videos.isActualSize('v1'), videos.isActualSize('v2')], [false, true]);
  });

  it('have the size of the last painted picture', () => {
    assert.equal(videos.size('v1'), undefined);
    paint('v1');
    videos.setSize('v1', { width: 8, height: 6 });
    assert.deepEqual(videos.size('v1'), { width: 8, height: 6 });
  });

  it('disappear when they are dismissed', () => {
    change(video({ id: 'v1', label: 'another', state: 'ended' }));
    assert.deepEqual(
      videos.list.shown.map(({ id }) => id),
      ['first', 'v1'],
    );
    videos.putAway('v1');
    assert.equal(videos.list.shown.length, 1);
  });

  it('are recorded once, however often their size changes', () => {
    want('r1', 'v1');
    paint('v1');
    const recorder = FakeMediaRecorder.last();
    paint('v1');
    assert.equal(FakeMediaRecorder.last(), recorder);
  });

  it('that wait to be recorded continue waiting when another one ends', async () => {
    painted.push('v2');
    change(video({ id: 'v1' }), video({ id: 'v2' }));
    want('r1', 'v1');
    want('r2', 'v2');
    change(video({ id: 'v1', state: 'ended' }));
    await settled();
    assert.deepEqual(actions, [['endRecording', 'r1']]);
    paint('v2');
    assert.ok(isRecorded('v2'));
  });
});
