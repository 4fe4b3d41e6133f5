import assert from 'node:assert/strict';
import type { CaptureView, PanelVideo } from '../../../../src/protocol/videoCalls.ts';
import { captureLine, captureText } from '../../../../webview/video/captureLine.ts';
import type { VideosController } from '../../../../webview/video/videosController.ts';
import { names, press, textOf } from '../../../support/templates.ts';
import { videoSnapshot } from '../../../support/videoSnapshots.ts';

describe('the line about a camera or a screen', () => {
  let requested: string[];
  let waitsForClick: boolean;

  function line(capture: Partial<CaptureView> | undefined, more: Partial<PanelVideo> = {}) {
    const calls = {
      retryCapture: async (id: string) => void requested.push(`retry ${id}`),
      changeCapture: async (id: string) => void requested.push(`change ${id}`),
    };
    const videos = {
      link: { calls },
      captures: { waitsForClick: () => waitsForClick, choose: (id: string) => requested.push(`choose ${id}`) },
      attempt: (act: () => Promise<void>) => act(),
    } as unknown as VideosController;
    const view: CaptureView | undefined = capture && { kind: 'camera', state: 'running', method: 'Panel', ...capture };
    return captureLine({ ...videoSnapshot({ direction: 'out' }), ...(view && { capture: view }), ...more }, videos);
  }

  beforeEach(() => {
    requested = [];
    waitsForClick = false;
  });

  it('shows where the pictures come from, or why there are none', () => {
    const text = (view: Partial<CaptureView>) =>
      captureText({ kind: 'camera', state: 'running', method: 'Panel', ...view });
    assert.equal(text({ device: 'FaceTime HD' }), 'FaceTime HD via Panel');
    assert.equal(text({ state: 'asking' }), 'Requesting camera access: Panel');
    assert.equal(text({ state: 'asking', kind: 'screen' }), 'Requesting screen access: Panel');
    assert.match(text({ state: 'away' }), /^Paused/);
    assert.equal(text({ state: 'troubled', problem: 'It is busy.' }), 'It is busy.');
  });

  it('is absent without a camera, or after the end', () => {
    assert.equal(textOf(line(undefined)), '');
    assert.equal(textOf(line({}, { state: 'ended' })), '');
  });

  it('always offers another way, and a retry only after a problem', () => {
    assert.deepEqual(names(line({}), 'button'), ['Try Another Way…']);
    const withProblem = line({ state: 'troubled', problem: 'It is busy.' });
    press(withProblem, 'Try Again');
    press(withProblem, 'Try Another Way…');
    assert.deepEqual(requested, ['retry v1', 'change v1']);
  });

  it('offers to choose what to share if a click is required', () => {
    waitsForClick = true;
    const waiting = line({ kind: 'screen', state: 'troubled', problem: 'Denied.' });
    assert.deepEqual(names(waiting, 'button'), ['Choose What to Share', 'Try Another Way…']);
    press(waiting, 'Choose What to Share');
    assert.deepEqual(requested, ['choose v1']);
  });
});
