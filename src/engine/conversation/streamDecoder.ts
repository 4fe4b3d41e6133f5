/** The decoder of a stream, whose framing a rule may replace right behind one of its frames. */
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import type { Frame, FrameDecoder } from '../../core/framing/framing.ts';
import { framingFor } from '../../core/framing/framings.ts';
import { SteppedDecoder } from '../../core/framing/steppedDecoder.ts';
import { type Rest, TracedDecoder } from '../../core/framing/tracedDecoder.ts';

/** Whether the rules of a config may change the framing of a conversation. */
export function mayReframe({ reply }: EndpointConfig): boolean {
  return Array.isArray(reply) && reply.some(({ framing }) => framing !== undefined);
}

/** Returns a decoder; if it `traces`, `restAfter` works for it. */
export function streamDecoder(
  framing: EndpointConfig['framing'],
  maxFrameBytes: number,
  traces: boolean,
): FrameDecoder {
  const kind = framingFor(framing);
  return traces ? new TracedDecoder(kind, maxFrameBytes) : kind.decoder(maxFrameBytes);
}

/** Returns a decoder that continues another one, with or without tracing it. */
export function continued(decoder: FrameDecoder, traces: boolean): FrameDecoder {
  if (traces) return isTraced(decoder) ? decoder : new SteppedDecoder(decoder);
  return decoder instanceof SteppedDecoder ? decoder.decoder : decoder;
}

export function isTraced(decoder: FrameDecoder): decoder is TracedDecoder | SteppedDecoder {
  return decoder instanceof TracedDecoder || decoder instanceof SteppedDecoder;
}

/** Returns what follows a frame of the last push; undefined if that isn't known. */
export function restAfter(decoder: FrameDecoder, frame: Frame): Rest | undefined {
  return isTraced(decoder) ? decoder.restAfter(frame) : undefined;
}
