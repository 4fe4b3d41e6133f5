/** Rate at which a file is sent as datagrams. It is fixed, since UDP doesn't slow a sender down. */
import { TextError } from '../phrase.ts';

/** The largest payload of a UDP datagram over IPv4 (RFC 768: 65,535 less the headers). */
export const maxDatagramBytes = 65_507;

export interface DatagramPace {
  /** Bytes per datagram, 1 to 65,507. */
  readonly datagramBytes: number;
  readonly bytesPerSecond: number;
}

/** Fits in a single packet on any network. */
export const defaultPace: DatagramPace = { datagramBytes: 1024, bytesPerSecond: 1_000_000 };

/** @throws TextError */
export function checkPace({ datagramBytes, bytesPerSecond }: DatagramPace): void {
  if (!Number.isInteger(datagramBytes) || datagramBytes < 1 || datagramBytes > maxDatagramBytes)
    throw new TextError('datagramBytes must be a whole number from 1 to {0}.', maxDatagramBytes);
  if (!Number.isFinite(bytesPerSecond) || bytesPerSecond < 1) throw new TextError('bytesPerSecond must be at least 1.');
}
