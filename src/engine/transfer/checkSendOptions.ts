/** What files may be sent how. */
import type { EndpointKind } from '../../core/endpointConfig.ts';
import type { DatagramPace, SendFilesOptions } from '../../core/transfer/transfer.ts';

/** The largest payload of a UDP datagram over IPv4. */
const maxDatagramBytes = 65_507;

/** @throws RangeError for no files, and for a mode or pace that the endpoint hasn't. */
export function checkSendOptions({ files, mode, pace }: SendFilesOptions, kind: EndpointKind): void {
  if (files.length === 0) throw new RangeError('no files are given');
  if ((kind === 'udp') !== (mode === 'datagrams'))
    throw new RangeError(kind === 'udp' ? 'UDP sends files as datagrams' : 'a stream has no datagrams');
  if (mode === 'datagrams') checkPace(pace);
}

function checkPace(pace: DatagramPace | undefined): void {
  const { datagramBytes = 0, bytesPerSecond = 0 } = pace ?? {};
  if (!Number.isInteger(datagramBytes) || datagramBytes < 1 || datagramBytes > maxDatagramBytes)
    throw new RangeError(`a datagram has 1 to ${maxDatagramBytes} bytes, not ${datagramBytes}`);
  if (!(bytesPerSecond >= 1)) throw new RangeError(`datagrams go at 1 byte a second at least, not ${bytesPerSecond}`);
}
