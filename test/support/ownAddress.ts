/** This machine as others see it. */
import { networkInterfaces } from 'node:os';

/** An address under which a program of this machine counts as one on another machine: IPv4 where there is one. @throws Error for a machine that has none. */
export function ownAddress(): string {
  const found = Object.entries(networkInterfaces()).flatMap(([name, addresses = []]) =>
    addresses
      .filter(({ internal }) => !internal)
      .map(({ address, family, scopeid }) => ({ family, host: scopeid ? `${address}%${name}` : address })),
  );
  const best = found.find(({ family }) => family === 'IPv4') ?? found[0];
  if (!best) throw new Error('This machine has no address but its loopback, so it can’t be its own remote peer.');
  return best.host;
}
