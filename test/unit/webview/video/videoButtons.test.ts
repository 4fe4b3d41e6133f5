import assert from 'node:assert/strict';
import type { PanelVideo } from '../../../../src/protocol/videoCalls.ts';
import { type ButtonContext, videoButtons } from '../../../../webview/video/videoButtons.ts';
import type { VideosController } from '../../../../webview/video/videosController.ts';
import { named, names, press } from '../../../support/templates.ts';
import { videoSnapshot } from '../../../support/videoSnapshots.ts';

describe('a video’s buttons', () => {
  let actions: unknown[];
  let hasPicture: boolean;

  function buttons(given: Partial<PanelVideo>, more: Partial<ButtonContext> = {}) {
    const calls = new Proxy(
      {},
      {
        get:
          (_, name) =>
          async (...args: unknown[]) =>
            void actions.push([name, ...args]),
      },
    );
    const videos = {
      link: { calls },
      attempt: (act: () => Promise<void>) => act(),
      isActualSize: () => false,
      setActualSize: (...args: unknown[]) => actions.push(['actual', ...args]),
      size: () => (hasPicture ? { width: 1, height: 1 } : undefined),
      putAway: (id: string) => actions.push(['putAway', id]),
      toggleRecording: async (id: string) => void actions.push(['record', id]),
    } as unknown as VideosController;
    return videoButtons({ ...videoSnapshot(), ...given }, { videos, recording: undefined, isAlone: false, ...more });
  }

  beforeEach(() => {
    actions = [];
    hasPicture = true;
  });

  it('act on this video', () => {
    const running = buttons({ direction: 'out' });
    for (const name of names(running, 'button')) press(running, name);
    assert.deepEqual(actions, [
      ['muteVideo', 'v1', true],
      ['snapshotVideo', 'v1'],
      ['record', 'v1'],
      ['actual', 'v1', true],
      ['openVideo', 'v1'],
      ['stopVideo', 'v1'],
    ]);
  });

  it('mute only sent video, which has its own label for stopping', () => {
    assert.ok(!names(buttons({}), 'button').some(name => name.startsWith('Mute')));
    assert.equal(names(buttons({}), 'button').at(-1), 'Stop Showing');
    assert.equal(names(buttons({ direction: 'out' }), 'button').at(-1), 'Stop Sending');
    press(buttons({ direction: 'out', state: 'muted' }), 'Mute');
    assert.deepEqual(actions, [['muteVideo', 'v1', false]]);
  });

  it('record only once there is a picture, and end a recording', () => {
    const disabled = () => named(buttons({}), 'Record…').attributes['?disabled'];
    assert.equal(disabled(), false);
    hasPicture = false;
    assert.equal(disabled(), true);
    const recording = { seconds: 1, bytes: 2 };
    assert.ok(names(buttons({}, { recording }), 'button').includes('Stop Recording'));
  });

  it('open a tab only if it isn’t in one', () => {
    const open = 'Open Video in Its Own Panel';
    assert.ok(names(buttons({}), 'button').includes(open));
    assert.ok(!names(buttons({}, { isAlone: true }), 'button').includes(open));
  });

  it('dismiss an ended one, and show again what the peer may still send', () => {
    const notVideo = { code: 'NOT_VIDEO', params: {} } as PanelVideo['failure'];
    const ended = { state: 'ended', ...(notVideo && { failure: notVideo }) } as const;
    assert.deepEqual(names(buttons({ state: 'ended' }), 'button'), ['Dismiss']);
    assert.deepEqual(names(buttons(ended), 'button'), ['Show', 'Dismiss']);
    assert.deepEqual(names(buttons({ ...ended, direction: 'out' }), 'button'), ['Dismiss']);
    assert.deepEqual(names(buttons(ended, { isAlone: true }), 'button'), ['Dismiss']);
    press(buttons(ended), 'Dismiss');
    assert.deepEqual(actions, [['putAway', 'v1']]);
  });
});
