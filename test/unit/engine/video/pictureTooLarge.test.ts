import assert from 'node:assert/strict';
import type { EndpointConfig, EndpointFraming } from '../../../../src/core/endpointConfig.ts';
import { defaultMaxFrameBytes } from '../../../../src/core/framing/framing.ts';
import type { Peer } from '../../../../src/engine/conversation/peer.ts';
import type { EndpointContext } from '../../../../src/engine/endpoints/endpointContext.ts';
import { framingReportsLength, recordTooLarge, tooLargeError } from '../../../../src/engine/video/pictureTooLarge.ts';

const peer = { number: 1, id: 'p1', address: '127.0.0.1:1' } as Peer;

describe('a picture that exceeds the largest frame', () => {
  let events: unknown[];

  beforeEach(() => {
    events = [];
  });

  const contextWith = (more: Partial<EndpointConfig> = {}) => {
    const transcript = { event: (...event: unknown[]) => events.push(event) };
    return { config: { kind: 'tcp-server', address: ':0', ...more }, transcript } as unknown as EndpointContext;
  };

  it('is reported with its announced length, if any, and with the limit, or the default one', () => {
    recordTooLarge(contextWith({ maxFrameBytes: 9 }), peer, 10);
    recordTooLarge(contextWith(), peer, undefined);
    assert.deepEqual(events, [
      [{ code: 'pictureTooLarge', bytes: 10, maxFrameBytes: 9 }, peer],
      [{ code: 'pictureTooLarge', maxFrameBytes: defaultMaxFrameBytes }, peer],
    ]);
    const { code, params } = tooLargeError(contextWith({ maxFrameBytes: 9 }), peer, 10);
    assert.deepEqual([code, params], ['PICTURE_TOO_LARGE', { address: '127.0.0.1:1', bytes: 10, maxFrameBytes: 9 }]);
    assert.deepEqual(tooLargeError(contextWith({ maxFrameBytes: 9 }), peer, undefined).params, {
      address: '127.0.0.1:1',
      maxFrameBytes: 9,
    });
  });

  it('is reported by the framing if that reads the same eight-byte length', () => {
    const reports = (framing?: EndpointFraming) =>
      framingReportsLength(contextWith(framing === undefined ? {} : { framing }));
    for (const endian of ['little', 'big'] as const) assert.ok(reports({ lengthPrefix: { bytes: 8, endian } }));
    assert.ok(reports('u64le') && reports({ in: 'u64le', out: 'slip' }) && !reports({ in: 'slip', out: 'u64le' }));
    assert.ok(!reports({ lengthPrefix: { bytes: 4, endian: 'little' } }));
    assert.ok(!reports({ lengthPrefix: { digits: 8 } }));
    assert.ok(!reports('u32le') && !reports('postgres'));
    for (const framing of [undefined, 'none', 'slip', { fixed: 8 }] as const) assert.ok(!reports(framing));
  });
});
