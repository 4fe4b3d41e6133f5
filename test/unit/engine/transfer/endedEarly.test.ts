import assert from 'node:assert/strict';
import { SocketError } from '../../../../src/core/socketError.ts';
import type { EndpointContext } from '../../../../src/engine/endpoints/endpointContext.ts';
import type { Peer } from '../../../../src/engine/endpoints/peer.ts';
import { endedEarly } from '../../../../src/engine/transfer/endedEarly.ts';
import { Transfer } from '../../../../src/engine/transfer/transfer.ts';

const peer = { number: 1, id: 'p1', address: '127.0.0.1:1' };

describe('a transfer that ended early', () => {
  const ended = (code: string) => {
    const events: unknown[] = [];
    const transcript = { event: (...event: unknown[]) => events.push(...event) };
    const about = { endpoint: 'e', peer, direction: 'out', mode: 'raw', name: 'a', onChange: () => undefined } as const;
    const transfer = new Transfer(about);
    transfer.advance(7);
    endedEarly(transfer, peer as Peer, { transcript } as unknown as EndpointContext, new SocketError(code, { a: 1 }));
    return { state: transfer.snapshot.state, events };
  };
  const about = { direction: 'out', name: 'a', bytes: 7 };

  it('is cancelled where a person wanted it so', () => {
    for (const code of ['CANCELLED', 'DECLINED'])
      assert.deepEqual(ended(code), { state: 'cancelled', events: [{ code: 'transferCancelled', ...about }, peer] });
  });

  it('has failed else, and the transcript says why', () => {
    const failure = { code: 'ENOSPC', params: { a: 1 } };
    assert.deepEqual(ended('ENOSPC'), {
      state: 'failed',
      events: [{ code: 'transferFailed', ...about, failure }, peer],
    });
  });
});
