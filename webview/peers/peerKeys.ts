/** The keys of a peer, as shown in its menu and as used in the Connections view. */
import type { PeerAction } from '../../src/protocol/panelCalls.ts';
import { commandKey } from '../widgets/commandKey.ts';
import type { ChosenPeer } from './chosenPeer.ts';

export type PeerKeyMeaning = 'renamePeer' | 'disconnect' | 'copyAddress';

/** Runs the actions of the keys. */
export interface PeerKeyActions {
  copyAddress(address: string): void;
  runOnPeer(action: PeerAction, peer: string): void;
}

/** Returns what a key does on anything that represents a peer; undefined for other keys. Only an open peer can be disconnected. */
export function peerKeyMeaning(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>,
  isOpen: boolean,
): PeerKeyMeaning | undefined {
  const { key, ctrlKey, metaKey, shiftKey, altKey } = event;
  if (commandKey(event) === 'c') return 'copyAddress';
  if (shiftKey || altKey || ctrlKey) return undefined;
  // On a Mac, they are ⌘ and the only delete key that its keyboards have.
  const isDelete = metaKey ? key === 'Backspace' : key === 'Delete';
  if (isDelete) return isOpen ? 'disconnect' : undefined;
  return key === 'F2' && !metaKey ? 'renamePeer' : undefined;
}

/** Runs the action of a key pressed on an element that represents a peer. Returns the action, or undefined if the key has none there. */
export function runPeerKey(
  event: KeyboardEvent,
  { id, address }: ChosenPeer,
  isOpen: boolean,
  actions: PeerKeyActions,
): PeerKeyMeaning | undefined {
  const meaning = peerKeyMeaning(event, isOpen);
  if (meaning === undefined) return undefined;
  event.preventDefault();
  if (meaning === 'copyAddress') actions.copyAddress(address);
  else actions.runOnPeer(meaning, id);
  return meaning;
}

/** Whether a key edits a field's text or copies from it in its current state; if so, it isn't meant for a peer. */
export function isForText(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>,
  { value, selectionStart, selectionEnd }: Pick<HTMLInputElement, 'value' | 'selectionStart' | 'selectionEnd'>,
): boolean {
  const hasSelection = selectionStart !== selectionEnd;
  if (commandKey(event) === 'c') return hasSelection;
  if (event.key === 'Backspace') return value !== '';
  return event.key === 'Delete' && (hasSelection || selectionEnd !== value.length);
}
