import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import type { PanelVideo } from '../../../../src/protocol/videoCalls.ts';
import { PeerLabels } from '../../../../webview/peerLabels.ts';
import type { RecordingState } from '../../../../webview/video/recordings.ts';
import { type VideoCardContext, videoCard } from '../../../../webview/video/videoCard.ts';
import type { VideosController } from '../../../../webview/video/videosController.ts';
import { elements, textOf } from '../../../support/templates.ts';
import { videoSnapshot } from '../../../support/videoSnapshots.ts';

describe('a video’s card', () => {
  const labels = new PeerLabels();
  labels.see('127.0.0.1:5000');
  let recording: RecordingState | undefined;

  function card(given: Partial<PanelVideo> = {}, more: Partial<VideoCardContext> = {}) {
    const videos = {
      link: { calls: {} },
      captures: { waitsForClick: () => false },
      recordings: { state: () => recording },
      isActualSize: () => false,
      size: (id: string) => (id === 'v1' ? { width: 640, height: 480 } : undefined),
    } as unknown as VideosController;
    return videoCard({ ...videoSnapshot(), ...given }, { videos, labels, ...more });
  }
  const pictures = (template: unknown) =>
    elements(template)
      .filter(({ tag }) => tag === 'portside-picture')
      .map(({ attributes }) => [attributes['.video'], attributes['.label'], attributes['.isRecorded']]);

  beforeEach(() => {
    recording = undefined;
  });

  it('contains the whole address for screen readers', () => {
    assert.deepEqual(pictures(card()), [['v1', 'Video from 127.0.0.1:5000', false]]);
    assert.match(textOf(card()), /^:5000/);
    const sent = card({ direction: 'out', label: 'Test pattern' });
    assert.deepEqual(pictures(sent), [['v1', 'Video sent: Test pattern', false]]);
    assert.match(textOf(sent), /^Test pattern to :5000/);
  });

  it('shows sent video in a corner, which then has no picture of its own', () => {
    const own = { ...videoSnapshot({ id: 'v2', direction: 'out', label: 'Camera' }) };
    assert.deepEqual(
      pictures(card({}, { inset: own })).map(([id]) => id),
      ['v1', 'v2'],
    );
    assert.deepEqual(pictures(card({ id: 'v2', direction: 'out' }, { isInset: true })), []);
    assert.match(textOf(card({}, { inset: { ...own, state: 'muted' } })), /muted/);
  });

  it('shows the duration and size of a recording', () => {
    assert.doesNotMatch(textOf(card()), /\d:\d\d/);
    for (const [seconds, time] of [
      [0, '0:00'],
      [59, '0:59'],
      [61, '1:01'],
      [3600, '60:00'],
    ] as const) {
      recording = { seconds, bytes: 1_240_000 };
      assert.match(textOf(card()), new RegExp(` ${time} · 1\\.24 MB`));
    }
    assert.deepEqual(pictures(card()).at(0)?.[2], true);
  });

  it('has its picture’s aspect ratio once there is one', () => {
    const shape = (id: string) =>
      elements(card({ id })).find(({ attributes }) => String(attributes.class).startsWith('video-frame'))?.attributes[
        '.style'
      ];
    assert.deepEqual([shape('v1'), shape('v2')], ['--aspect: 640 / 480', '']);
  });

  it('shows what went wrong', () => {
    const failed = card({ state: 'ended', problem: 'The peer is gone.' });
    assert.match(textOf(failed), /The peer is gone\.$/);
    const icons = (template: unknown) =>
      elements(template)
        .map(({ attributes }) => String(attributes.class))
        .find(name => name.includes('video-symbol'));
    assert.match(icons(failed) ?? '', /codicon-error/);
    assert.match(icons(card({ state: 'ended' })) ?? '', /codicon-circle-outline/);
    assert.match(icons(card()) ?? '', /codicon-arrow-down/);
  });
});
