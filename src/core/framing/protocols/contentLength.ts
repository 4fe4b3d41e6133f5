/**
 * Frames with header lines, one of which is Content-Length, a blank line, and as many bytes. LSP and DAP deliver
 * bodies; SIP and HTTP keep the header, and a frame without the line has no body, unless HTTP sends it in chunks.
 */
import type { HeaderFraming } from '../../endpointConfig.ts';
import { TextError } from '../../phrase.ts';
import { wrongHeader } from '../brokenEnvelope.ts';
import { type EncodedFrame, encodedFrame } from '../encodedFrame.ts';
import type { FramingKind } from '../framing.ts';
import { sizedDecoder } from '../sizedScanner.ts';
import { HeaderReader, maxHeaderBytes } from './headerReader.ts';

const utf8 = new TextEncoder();

export function contentLength({ keepHeader = false }: HeaderFraming): FramingKind {
  const format = { head: () => new HeaderReader(keepHeader), envelopeBytes: keepHeader ? 0 : maxHeaderBytes };
  return {
    decoder: maxFrameBytes => sizedDecoder(format, maxFrameBytes),
    encoder: () => ({ encode: frame => (keepHeader ? encodedFrame([checked(frame)]) : encodeBody(frame)) }),
  };
}

function encodeBody(body: Uint8Array): EncodedFrame {
  return encodedFrame([utf8.encode(`Content-Length: ${body.length}\r\n\r\n`), body]);
}

/** Returns a frame that has its own header. @throws RangeError if the header doesn't fit the body. */
function checked(frame: Uint8Array): Uint8Array {
  const reader = new HeaderReader(true);
  let end = reader.read(frame, 0);
  while (end >= 0 && reader.continues) end = reader.read(frame, Math.min(end + reader.length, frame.length));
  if (reader.broken) throw wrongHeader(reader.broken);
  if (reader.isInBody) throw new TextError('the message must end with a chunk of size 0 and a blank line');
  if (end < 0) throw new TextError('the message must begin with header lines and a blank line');
  const bodyBytes = frame.length - end;
  if (reader.length === bodyBytes) return frame;
  throw new TextError('Content-Length is {0}, but should be {1}', reader.length, bodyBytes);
}
