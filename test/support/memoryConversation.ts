/** A conversation without a port, a transcript or an endpoint, over one end of a transport in memory. */
import type { EndpointConfig } from '../../src/core/endpointConfig.ts';
import type { TranscriptEvent } from '../../src/core/transcriptEntry.ts';
import { Conversation } from '../../src/engine/conversation/conversation.ts';
import { IncompleteFrames } from '../../src/engine/conversation/incompleteFrames.ts';
import type { Layer } from '../../src/engine/conversation/layer.ts';
import { noTraffic, type TrafficCounters } from '../../src/engine/conversation/traffic.ts';
import type { Transport } from '../../src/engine/transport/transport.ts';
import { neverFails } from './neverFails.ts';

export interface MemoryConversation {
  readonly conversation: Conversation;
  readonly home: {
    config: EndpointConfig;
    readonly traffic: TrafficCounters;
    readonly incomplete: IncompleteFrames;
    changed(): void;
  };
  readonly events: TranscriptEvent[];
  /** Received and sent messages, in latin1. */
  readonly received: string[];
  readonly sent: string[];
  /** Resolves when it is over. */
  readonly over: Promise<void>;
}

/** Opens it, with a layer that records what passes, followed by the given layers. */
export function memoryConversation(
  transport: Transport,
  fields: Partial<EndpointConfig> = {},
  ...layers: readonly Layer[]
): MemoryConversation {
  const config: EndpointConfig = { kind: 'tcp-server', address: ':0', ...fields };
  const changed = () => undefined;
  const incomplete = new IncompleteFrames(neverFails, changed);
  const home = { config, traffic: noTraffic(), incomplete, changed };
  const identity = { number: 1, id: 'p1', address: 'memory' };
  const conversation = new Conversation({ identity, transport, home });
  const events: TranscriptEvent[] = [];
  const received: string[] = [];
  const sent: string[] = [];
  const { promise: over, resolve } = Promise.withResolvers<void>();
  const notes: Layer = {
    borrowsFrames: true,
    frame: ({ bytes }) => received.push(Buffer.from(bytes).toString('latin1')),
    sending: bytes => sent.push(Buffer.from(bytes).toString('latin1')),
    event: event => events.push(event),
    closed: () => resolve(),
  };
  conversation.add(notes, ...layers);
  conversation.open();
  return { conversation, home, events, received, sent, over };
}

/** Sends an echo; resolves when the kernel has it. */
export function replied(conversation: Conversation, answer: Uint8Array, delayMs = 0): Promise<void> {
  return new Promise((resolve, reject) => conversation.reply(answer, 'echo', delayMs, { resolve, reject }));
}
