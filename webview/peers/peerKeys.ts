/** The keys of a peer, as its menu shows them and the Connections view has them. */
import { commandKey } from '../commandKey.ts';

export type PeerKeyMeaning = 'renamePeer' | 'disconnect' | 'copyAddress';

/** Returns what a key means on whatever stands for a peer; nothing for other keys. Only an open peer can be disconnected. */
export function peerKeyMeaning(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>,
  isOpen: boolean,
): PeerKeyMeaning | undefined {
  const { key, ctrlKey, metaKey, shiftKey, altKey } = event;
  if (commandKey(event) === 'c') return 'copyAddress';
  if (shiftKey || altKey || ctrlKey) return undefined;
  // On a Mac, it is ⌘ and the only delete key that its keyboards have.
  const isDelete = metaKey ? key === 'Backspace' : key === 'Delete';
  if (isDelete) return isOpen ? 'disconnect' : undefined;
  return key === 'F2' && !metaKey ? 'renamePeer' : undefined;
}
