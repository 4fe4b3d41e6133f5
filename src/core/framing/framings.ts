/** The framings. A new one is a new file and a line here. */
import type { Framing } from '../endpointConfig.ts';
import type { FramingKind } from './framing.ts';
import { lengthPrefix } from './lengthPrefix.ts';
import { line } from './line.ts';
import { none } from './none.ts';

/** The framing that a config asks for; none where it asks for nothing. */
export function framingFor(framing: Framing | undefined): FramingKind {
  if (framing === undefined || framing === 'none') return none;
  return 'line' in framing ? line(framing) : lengthPrefix(framing);
}
