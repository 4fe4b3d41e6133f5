/** Guesses framings from transcripts for the host, and cuts what was recorded with them. */

import type { FramingCalls, GuessedFraming } from '../../core/calls/framingCalls.ts';
import type { Framing } from '../../core/endpointConfig.ts';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import { framingOf } from '../../core/framing/framingOf.ts';
import { guessFraming } from '../../core/framing/guess/guessFraming.ts';
import { isStream } from '../../core/kinds.ts';
import { SocketError } from '../../core/socketError.ts';
import type { EngineParts } from '../engineParts.ts';
import { recordedBytes, recordedPeer, Turns } from '../transcript/recordedBytes.ts';
import { recut } from '../transcript/recut.ts';

export class FramingService implements FramingCalls {
  readonly #endpoints: EngineParts['endpoints'];
  readonly #longCalls: EngineParts['longCalls'];

  constructor({ endpoints, longCalls }: Pick<EngineParts, 'endpoints' | 'longCalls'>) {
    this.#endpoints = endpoints;
    this.#longCalls = longCalls;
  }

  async guessFraming(call: string, id: string, peer?: string): Promise<GuessedFraming> {
    return this.#longCalls.run(call, async ({ signal }) => {
      const found = this.#endpoints.find(id);
      const { config, address } = found.snapshot;
      if (!isStream(config)) throw new SocketError('NOT_A_STREAM', { address });
      const transcript = await found.readableTranscript();
      const from = recordedPeer(transcript, peer);
      if (!from) return { bytes: 0, guesses: [] };
      const recorded = await recordedBytes(transcript, from, framingOf(config.framing, 'in'), signal);
      const guessing = guessFraming(recorded);
      const turns = new Turns(signal);
      let step = guessing.next();
      for (; !step.done; step = guessing.next()) await turns.passNow();
      const { id: peerId, address: peerAddress } = from;
      return { peer: { id: peerId, address: peerAddress }, bytes: recorded.bytes.length, guesses: step.value };
    });
  }

  async recut(call: string, id: string, peer: string, framing: Framing, into: string): Promise<EndpointSnapshot> {
    return this.#longCalls.run(call, async ({ signal }) => {
      const from = await this.#endpoints.find(id).readableTranscript();
      const target = this.#endpoints.find(into);
      const transcript = await target.readableTranscript();
      if (transcript.index.count > 0) throw new RangeError('the transcript to copy to must be empty');
      const found = recordedPeer(from, peer);
      if (!found) return target.snapshot;
      const { maxFrameBytes } = target.snapshot.config;
      await recut({ from, peer: found, framing, maxFrameBytes, into: transcript }, signal);
      target.peers.identifyAfterCopied();
      return target.snapshot;
    });
  }
}
