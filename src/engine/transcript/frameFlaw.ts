/** Records in the transcript what was wrong with a frame. */
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { defaultMaxFrameBytes, type Frame } from '../../core/framing/framing.ts';
import type { PeerIdentity } from '../conversation/peerIdentity.ts';
import type { Transcript } from './transcript.ts';

export function recordFlaw(
  frame: Frame,
  peer: PeerIdentity,
  { config, transcript }: { readonly config: EndpointConfig; readonly transcript: Pick<Transcript, 'event'> },
): void {
  const maxFrameBytes = config.maxFrameBytes ?? defaultMaxFrameBytes;
  switch (frame.flaw) {
    case undefined:
      return;
    case 'unterminated':
      transcript.event({ code: 'unterminatedFrame', bytes: frame.bytes.length }, peer);
      return;
    case 'tooLong':
      transcript.event({ code: 'frameTooLong', maxFrameBytes }, peer);
      return;
    case 'cut':
      transcript.event({ code: 'frameCut' }, peer);
      return;
    case 'malformed':
      transcript.event({ code: 'malformedFrame', bytes: frame.bytes.length }, peer);
      return;
    case 'noise':
      transcript.event({ code: 'noise', bytes: frame.bytes.length }, peer);
      return;
    case 'brokenLength':
      transcript.event({ code: 'brokenLengthPrefix', length: String(frame.announced ?? 0n), maxFrameBytes }, peer);
      return;
    case 'brokenEnvelope':
      if (frame.broken) transcript.event({ code: 'brokenEnvelope', ...frame.broken }, peer);
      return;
  }
}
