/**
 * Remembers for which recipient a draft was begun, so that it isn't sent to more: to another client that connects in
 * the meantime, or to all because the user looks at the messages of all.
 */
import { remoteOf } from '../../src/core/endpointLabel.ts';
import type { KeptRecipient } from '../keptState.ts';
import { chosenPeer, type Target } from '../peers/chosenPeer.ts';
import { hasGone, hasOneTarget, onlyPeer, recipients, type Sending } from './targets.ts';

export class DraftRecipient {
  readonly #store: (kept: KeptRecipient | undefined) => void;
  #kept: KeptRecipient | undefined;

  /** Continues with the state that an earlier page stored. */
  constructor(kept: KeptRecipient | undefined, store: (kept: KeptRecipient | undefined) => void) {
    this.#kept = kept;
    this.#store = store;
  }

  /** Returns how a draft is sent, based on how messages are sent without one. Calling it again has no effect. */
  of(sending: Sending, hasDraft: boolean): Sending {
    const { target, endpoint } = sending;
    const kept = hasDraft && !hasOneTarget(endpoint.config) ? next(this.#kept, sending) : undefined;
    if (JSON.stringify(kept) !== JSON.stringify(this.#kept)) {
      this.#kept = kept;
      this.#store(kept);
    }
    return target === 'all' && kept ? { ...sending, ...kept } : sending;
  }

  /** Forgets the recipient, because the user has chosen a target, which applies to the draft from now on. */
  forget(): void {
    this.#kept = undefined;
    this.#store(undefined);
  }
}

function next(kept: KeptRecipient | undefined, sending: Sending): KeptRecipient | undefined {
  const { target } = sending;
  if (kept?.target === 'all' && !kept.isUnknown) return kept;
  // Nothing can be sent to a peer that has disconnected, so no draft is begun for it.
  if (target !== 'all') return hasGone(sending) ? kept : { target };
  const count = recipients(sending);
  if (count > 1 && kept?.isUnknown) return heldForOldest(sending) ?? kept;
  if (count > 1) return kept ? { ...kept, isHeld: true } : { target };
  const single = onlyTarget(sending);
  if (kept?.isHeld && !isSame(kept.target, single)) return kept;
  // A recipient that was replaced by another one is still the only one. While the peers aren't known, assume the same
  // one.
  if (single) return { target: single };
  return count === 0 ? undefined : (kept ?? { target, isUnknown: true });
}

/**
 * Returns the recipient for a draft that was begun for the only peer: open peers are listed by age, so it is the first.
 */
function heldForOldest({ peers }: Sending): KeptRecipient | undefined {
  const [oldest] = peers ?? [];
  return oldest && { target: chosenPeer(oldest), isHeld: true };
}

/** Returns the single recipient of messages to all; undefined if there is none, or if it isn't known. */
function onlyTarget(sending: Sending): Target | undefined {
  if (recipients(sending) !== 1) return undefined;
  if (remoteOf(sending.endpoint.config) !== undefined) return 'remote';
  const peer = onlyPeer(sending);
  return peer && chosenPeer(peer);
}

function isSame(one: Target, other: Target | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
