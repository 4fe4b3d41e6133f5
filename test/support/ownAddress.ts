/** The address of this machine on its network. */
import { networkInterfaces } from 'node:os';

/** Returns an address through which a local program counts as one on another machine, preferably IPv4. @throws Error if there is none. */
export function ownAddress(): string {
  const found = Object.entries(networkInterfaces()).flatMap(([name, addresses = []]) =>
    addresses
      .filter(({ internal }) => !internal)
      .map(({ address, family, scopeid }) => ({ family, host: scopeid ? `${address}%${name}` : address })),
  );
  const best = found.find(({ family }) => family === 'IPv4') ?? found[0];
  if (!best) throw new Error('This machine has only loopback addresses, so it can’t be its own remote peer.');
  return best.host;
}
