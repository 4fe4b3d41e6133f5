/** The framing of one direction. An endpoint has one framing for both, or a pair. */
import type { EndpointFraming, Framing, FramingPair } from '../endpointConfig.ts';

/** Returns the framing of what is received (`in`) or sent (`out`); `none` if the config specifies none. */
export function framingOf(framing: EndpointFraming | undefined, direction: keyof FramingPair): Framing {
  return isFramingPair(framing) ? framing[direction] : (framing ?? 'none');
}

export function isFramingPair(framing: EndpointFraming | undefined): framing is FramingPair {
  return typeof framing === 'object' && 'in' in framing;
}
