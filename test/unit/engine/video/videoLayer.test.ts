import assert from 'node:assert/strict';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import type { TranscriptEvent } from '../../../../src/core/transcriptEntry.ts';
import type { VideoSnapshot, VideoWire } from '../../../../src/core/video/video.ts';
import { unfinishedFrames } from '../../../../src/engine/conversation/unfinishedFrames.ts';
import { MemoryTransport } from '../../../../src/engine/transport/memoryTransport.ts';
import { IncomingVideo } from '../../../../src/engine/video/incomingVideo.ts';
import { VideoLayer } from '../../../../src/engine/video/videoLayer.ts';
import { memoryConversation } from '../../../support/memoryConversation.ts';
import { pickledFrame, variedPicture } from '../../../support/videoFrames.ts';

const frame = pickledFrame(variedPicture(9, 8));

describe('a conversation’s video', () => {
  function setUp() {
    const [here, there] = MemoryTransport.pair();
    const { conversation, home, received } = memoryConversation(here);
    const events: TranscriptEvent[] = [];
    const transcript = { event: (event: TranscriptEvent) => void events.push(event), room: { refusal: undefined } };
    const context = { config: home.config as EndpointConfig, transcript, peers: { find: () => conversation } };
    const nothing = () => undefined;
    const recognized: VideoWire[] = [];
    const found = (wire: VideoWire) => void recognized.push(wire);
    const videos = { connected: nothing, recognized: found, leave: nothing, gone: nothing };
    const layer = new VideoLayer(conversation, context, videos);
    conversation.add(layer);
    layer.opened();
    const ended: VideoSnapshot[] = [];
    const show = () => {
      const onChange = (_: string, snapshot?: VideoSnapshot) => void (snapshot && ended.push(snapshot));
      const video = new IncomingVideo({ endpoint: 'e', peer: conversation, source: layer, transcript, onChange });
      layer.show(video, undefined);
      return video;
    };
    const other = memoryConversation(there).conversation;
    return { conversation, received, other, layer, events, ended, recognized, show };
  }

  it('takes frames in place of the framing while it is shown, and none afterwards', async () => {
    const { other, received, show } = setUp();
    const video = show();
    await other.send(frame);
    assert.deepEqual([video.snapshot.frames, received], [1, []]);
    video.stop();
    await other.send(frame);
    assert.deepEqual([video.snapshot.frames, received.length], [1, 1]);
  });

  it('is recognized although its first bytes arrive in two reads, of which the second overwrites the first', async () => {
    const { other, recognized } = setUp();
    for (const part of [frame.subarray(0, 3), frame.subarray(3), frame]) await other.send(part);
    assert.equal(recognized.length, 1);
  });

  it('takes smaller slices while they contain many frames', async () => {
    const { conversation, other, show } = setUp();
    const video = show();
    const sliceAfter = async (bytes: Uint8Array) => {
      await other.send(bytes);
      return conversation.consumer?.sliceBytes ?? 0;
    };
    const slices: number[] = [];
    for (let count = 0; count < 5; count++) slices.push(await sliceAfter(frame));
    assert.deepEqual(
      slices,
      [8, 16, 32, 64, 64].map(kibibytes => kibibytes * 1024),
    );
    const empty = new Uint8Array(8 * 65);
    assert.deepEqual([await sliceAfter(empty.subarray(8)), await sliceAfter(empty)], [64 * 1024, 32 * 1024]);
    for (let count = 0; count < 5; count++) await sliceAfter(empty);
    assert.equal(await sliceAfter(empty), 4096);
    video.stop();
  });

  it('keeps no memory for frames of a closed connection', async () => {
    const { other, layer, show } = setUp();
    show();
    await other.send(Buffer.concat([frame, frame.subarray(0, 20)]));
    assert.ok(unfinishedFrames.bytes > 0);
    layer.gone(true);
    assert.equal(unfinishedFrames.bytes, 0);
  });

  for (const [isLost, code] of [
    [true, 'CONNECTION_LOST'],
    [false, undefined],
  ] as const) {
    it(`has ended when it is shown after the connection was ${isLost ? 'lost' : 'closed'}`, async () => {
      const { other, layer, events, ended, show } = setUp();
      await other.send(frame);
      // Data read before is still being delivered: the peer is listed as open.
      layer.gone(isLost);
      const video = show();
      assert.deepEqual([video.snapshot.state, video.snapshot.failure?.code], ['ended', code]);
      assert.deepEqual([ended.length, layer.shown], [1, undefined]);
      assert.deepEqual(
        events.map(event => event.code),
        ['videoStarted', 'videoEnded'],
      );
      assert.equal(await video.picture(0), undefined);
    });
  }
});
