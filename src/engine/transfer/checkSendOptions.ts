/** Checks which files may be sent in which way. */
import type { EndpointKind } from '../../core/endpointConfig.ts';
import { checkPace } from '../../core/transfer/datagramPace.ts';
import type { SendFilesOptions } from '../../core/transfer/transfer.ts';

/** @throws RangeError for no files, and for a mode or rate that the endpoint doesn't support. */
export function checkSendOptions(options: SendFilesOptions, kind: EndpointKind): void {
  const { files, mode } = options;
  if (files.length === 0) throw new RangeError('no files are given');
  if ((kind === 'udp') !== (mode === 'datagrams'))
    throw new RangeError(kind === 'udp' ? 'UDP sends files as datagrams' : 'a stream has no datagrams');
  if (mode === 'datagrams') checkPace(options.pace);
}
