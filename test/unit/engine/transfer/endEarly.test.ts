import assert from 'node:assert/strict';
import { SocketError } from '../../../../src/core/socketError.ts';
import type { Peer } from '../../../../src/engine/conversation/peer.ts';
import type { EndpointContext } from '../../../../src/engine/endpoints/endpointContext.ts';
import { endEarly } from '../../../../src/engine/transfer/endEarly.ts';
import { Transfer } from '../../../../src/engine/transfer/transfer.ts';
import { paramsOf } from '../../../support/paramsOf.ts';

const peer = { number: 1, id: 'p1', address: '127.0.0.1:1' };

describe('a transfer that ended early', () => {
  const ended = (error: SocketError, more: { size?: number } = {}) => {
    const events: unknown[] = [];
    const transcript = { event: (...event: unknown[]) => events.push(...event) };
    const about = { endpoint: 'e', peer, direction: 'out', mode: 'raw', name: 'a' } as const;
    const transfer = new Transfer({ ...about, ...more, onChange: () => undefined });
    transfer.advance(7);
    endEarly(transfer, peer as Peer, { transcript } as unknown as EndpointContext, error);
    return { state: transfer.snapshot.state, events, failure: transfer.snapshot.failure };
  };
  const about = { direction: 'out', name: 'a', bytes: 7 };

  it('is canceled if the user requested it', () => {
    for (const error of [new SocketError('CANCELLED'), new SocketError('DECLINED')]) {
      const { state, events } = ended(error);
      assert.deepEqual([state, events], ['cancelled', [{ code: 'transferCancelled', ...about }, peer]]);
    }
  });

  it('has failed otherwise, and the transcript says why', () => {
    const error = SocketError.system('ENOSPC', { operation: 'readFile', address: '/tmp/a' });
    const { failure } = error;
    const { state, events } = ended(error);
    assert.deepEqual([state, events], ['failed', [{ code: 'transferFailed', ...about, failure }, peer]]);
  });

  it('reports how far it got if it was cut off', () => {
    const failure = { code: 'FILE_INCOMPLETE', params: { bytes: 7, mode: 'raw' } };
    const raw = ended(new SocketError('FILE_INCOMPLETE'));
    assert.deepEqual(raw.failure, failure);
    assert.deepEqual(raw.events, [{ code: 'transferFailed', ...about, failure }, peer]);
    assert.equal(paramsOf(ended(new SocketError('FILE_INCOMPLETE'), { size: 9 }).failure).size, 9);
  });
});
