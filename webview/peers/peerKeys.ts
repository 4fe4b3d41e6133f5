/** The keys for a peer, the same as in its menu and in the Connections view. */
import type { PeerAction } from '../../src/protocol/panelCalls.ts';
import { commandKey } from '../widgets/commandKey.ts';
import type { ChosenPeer } from './chosenPeer.ts';

export type PeerKeyMeaning = 'renamePeer' | 'disconnect' | 'copyAddress';

/** Runs the actions of the keys. */
export interface PeerKeyActions {
  copyAddress(address: string): void;
  runOnPeer(action: PeerAction, peer: string): void;
}

/**
 * Returns a key's action on an element that represents a peer; undefined for other keys. Only open peers can be
 * disconnected.
 */
export function peerKeyMeaning(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>,
  isOpen: boolean,
): PeerKeyMeaning | undefined {
  const { key, ctrlKey, metaKey, shiftKey, altKey } = event;
  if (commandKey(event) === 'c') return 'copyAddress';
  if (shiftKey || altKey || ctrlKey) return undefined;
  // On a Mac, ⌘ and the only delete key of its keyboards.
  const isDelete = metaKey ? key === 'Backspace' : key === 'Delete';
  if (isDelete) return isOpen ? 'disconnect' : undefined;
  return key === 'F2' && !metaKey ? 'renamePeer' : undefined;
}

/**
 * Runs the action of a key pressed on an element that represents a peer. Returns the action, or undefined for other
 * keys.
 */
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

/** Whether a key edits a field's text or copies from it in its current state, so that it isn't meant for a peer. */
export function isForText(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>,
  { value, selectionStart, selectionEnd }: Pick<HTMLInputElement, 'value' | 'selectionStart' | 'selectionEnd'>,
): boolean {
  const hasSelection = selectionStart !== selectionEnd;
  if (commandKey(event) === 'c') return hasSelection;
  if (event.key === 'Backspace') return value !== '';
  return event.key === 'Delete' && (hasSelection || selectionEnd !== value.length);
}
