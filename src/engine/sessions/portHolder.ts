/** Finds the endpoint of another window that holds a port that can't be bound. */
import { parseAddress } from '../../core/address.ts';
import { labelInSentence } from '../../core/endpointLabel.ts';
import { isKind, isStream, type KindConfig, listens } from '../../core/kinds.ts';
import { readRecords } from './endpointRecord.ts';
import { isSessionHeld, otherSessions } from './sessionDirectory.ts';

/** Strings only: it becomes part of a failure's parameters. */
export type PortHolder = {
  readonly endpoint: string;
  /** The title of its window; empty for the same window. */
  readonly window: string;
  /** The endpoint's id, if it is in the same window. */
  readonly holder?: string;
};

/** Returns the endpoint of another window that listens on the wanted address; undefined if another program does. */
export async function portHolder(storage: string, own: string, wanted: KindConfig): Promise<PortHolder | undefined> {
  for (const { directory, window } of await otherSessions(storage, own)) {
    if (!(await isSessionHeld(directory))) continue;
    for (const [, { state, config, address }] of await readRecords(directory)) {
      if (state === 'open' && listensAt(wanted, { kind: config.kind, address }))
        return { endpoint: labelInSentence({ config, address }), window: window.title };
    }
  }
  return undefined;
}

/** Returns true if both listen with the same protocol on the same port or path. */
export function listensAt(wanted: KindConfig, other: KindConfig): boolean {
  // The other window's version may have kinds that this one doesn't know.
  if (!isKind(other.kind) || !listens(wanted) || !listens(other) || isStream(wanted) !== isStream(other)) return false;
  const [one, two] = [parseAddress(wanted.address), parseAddress(other.address)];
  return one.path === two.path && one.port === two.port;
}
