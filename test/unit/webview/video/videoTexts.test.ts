import assert from 'node:assert/strict';
import { PeerLabels } from '../../../../webview/peerLabels.ts';
import {
  noVideo,
  otherSide,
  videoCondition,
  videoCounts,
  videoFigures,
  videoName,
} from '../../../../webview/video/videoTexts.ts';
import { videoSnapshot as video } from '../../../support/videoSnapshots.ts';

describe('the text in place of videos', () => {
  it('describes whether a peer sends one that isn’t shown', () => {
    assert.equal(noVideo(true), 'Not shown yet.');
    assert.equal(noVideo(false), 'No video is being sent or shown.');
  });
});

describe('a video card’s text', () => {
  const labels = new PeerLabels();
  labels.see('127.0.0.1:5000');
  const sent = video({ direction: 'out', label: 'Test pattern' });

  it('names its sender or its recipients', () => {
    assert.equal(videoName(video(), labels), ':5000');
    assert.equal(otherSide(video(), labels), undefined);
    assert.equal(videoName(sent, labels), 'Test pattern');
    assert.equal(otherSide(sent, labels), 'to :5000');
    assert.equal(otherSide({ ...sent, peers: [], frames: 0 }, labels), 'no viewers yet');
    assert.equal(otherSide({ ...sent, peers: [] }, labels), 'no viewers');
    assert.equal(otherSide({ ...sent, peers: [...sent.peers, ...sent.peers] }, labels), 'to 2 viewers');
    assert.equal(otherSide({ ...sent, peers: [], state: 'ended' }, labels), undefined);
  });

  it('shows rate, size, amount and latency', () => {
    assert.deepEqual(videoFigures(video()), ['30 fps', '640 × 480', 'pickle', '27.6 MB/s']);
    assert.deepEqual(videoFigures(video({ fps: 7.96, latencyMs: 41.6 })).at(0), '8.0 fps');
    assert.deepEqual(videoFigures(video({ latencyMs: 41.6 })).at(-1), '42 ms latency');
    assert.deepEqual(videoFigures(video({ state: 'ended', latencyMs: 41.6 })), ['640 × 480', 'pickle', '83.0 MB']);
    assert.deepEqual(videoFigures(video({ state: 'waiting', width: 0, bytes: 0, codec: 'jpeg' })), ['JPEG', '0 B']);
    const formats = ['pickle', 'png', 'webp', 'newer'].map(codec => videoFigures(video({ codec })).at(2));
    assert.deepEqual(formats, ['pickle', 'PNG', 'WebP', 'newer']);
  });

  it('counts received, skipped and invalid pictures', () => {
    assert.deepEqual(videoCounts(video()), ['90 frames']);
    assert.deepEqual(videoCounts({ ...sent, skipped: 3 }), ['90 frames', '3 skipped']);
    assert.deepEqual(videoCounts(video({ unreadable: 2 })), ['90 frames', '2 unreadable']);
    const single = { frames: 1, skipped: 1, unreadable: 1 };
    assert.deepEqual(videoCounts(video(single)), ['1 frame', '1 skipped', '1 unreadable']);
  });

  it('describes the state if no picture moves', () => {
    assert.equal(videoCondition(video()), undefined);
    assert.equal(videoCondition(video({ frames: 0 })), 'waiting for the first frame');
    assert.equal(videoCondition({ ...sent, state: 'waiting' }), 'waiting to be sent');
    assert.equal(videoCondition({ ...sent, state: 'waiting', peers: [] }), 'waiting for a connection');
    assert.equal(videoCondition({ ...sent, state: 'muted' }), 'muted, not sending');
    assert.equal(videoCondition(video({ state: 'ended' })), 'ended');
    assert.equal(videoCondition({ ...video({ state: 'ended' }), problem: 'reset by peer' }), undefined);
  });
});
