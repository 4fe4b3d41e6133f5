/** Which peer is shown alone and which one messages are sent to, and what happens when that peer closes. */
import type { PeerSnapshot } from '../../src/core/endpointSnapshot.ts';
import { numberOf } from '../peerNumber.ts';
import { type ChosenPeer, chosenPeer, findChosen, isPeer, type Target } from './chosenPeer.ts';

export interface KeptChoice {
  /** The peer whose messages are shown alone. */
  readonly shown?: ChosenPeer;
  /** It is shown although it is closed: because the user wants that, or until the next peer connects. */
  readonly isPast?: boolean;
  /** The next peer replaces it as soon as there is one. */
  readonly waits?: boolean;
  /** The peer that was shown alone until it closed, as long as the page says so. */
  readonly gone?: ChosenPeer;
  /** The highest peer number before `shown` or `gone` closed: later peers have higher ones. */
  readonly lastNumber?: number;
  /** Absent until the user chooses: the endpoint's default. */
  readonly target?: Target;
  /** The target before a closed peer was shown; `null` is the endpoint's default. */
  readonly targetBefore?: Target | null;
  /** Absent until the user chooses: the setting's. */
  readonly follows?: boolean;
}

export interface PeerChoiceOptions {
  /** Called with the state to store. */
  onChange(kept: KeptChoice): void;
  /** Called when the next peer is shown automatically, with the previous one. */
  onFollow?(peer: ChosenPeer, before: ChosenPeer): void;
  /** Whether the next peer is followed unless the user decides. */
  followsByDefault?(): boolean;
  /** Peers don't close by themselves, like senders of datagrams: a new one is followed while the previous one is open. */
  staysOpen?(): boolean;
}

export class PeerChoice {
  readonly #options: PeerChoiceOptions;
  #kept: KeptChoice;
  #open: readonly PeerSnapshot[] | undefined;
  #recent: readonly PeerSnapshot[] = [];
  /** The highest peer number so far. */
  #lastNumber: number | undefined;

  /** Continues with what an earlier page stored. */
  constructor(kept: KeptChoice, options: PeerChoiceOptions) {
    this.#kept = kept;
    this.#options = options;
  }

  get shown(): ChosenPeer | undefined {
    return this.#kept.shown;
  }

  /** Whether the peer shown has closed. */
  get isPast(): boolean {
    return this.#kept.isPast ?? false;
  }

  /** Whether the next peer will be shown in place of the current one. */
  get waits(): boolean {
    return this.#kept.waits ?? false;
  }

  /** Whether messages will be sent to the next peer in place of the target, which has closed. */
  get targetWaits(): boolean {
    const { target, shown } = this.#kept;
    return this.waits && isPeer(target) && target.id === shown?.id;
  }

  get gone(): ChosenPeer | undefined {
    return this.#kept.gone;
  }

  get target(): Target | undefined {
    return this.#kept.target;
  }

  /** When the peer that is shown alone closes, the next one is shown. */
  get follows(): boolean {
    return this.#kept.follows ?? this.#options.followsByDefault?.() ?? false;
  }

  /** The next peer to follow is the first open one whose number is higher than this. */
  get followsAfter(): number {
    const { shown, gone, waits, lastNumber } = this.#kept;
    const known = waits || gone ? lastNumber : this.#lastNumber;
    const before = shown ?? gone;
    return known ?? (before ? numberOf(before.id) : 0);
  }

  /** Returns the peers whose end matters here. */
  get watched(): ChosenPeer[] {
    const { shown, target } = this.#kept;
    return [shown, target].filter(isPeer);
  }

  /** Shows only one peer and sends to it, or shows all. The target stays then if it is another peer, or one that is closed. */
  show(peer: ChosenPeer | undefined): void {
    const { shown, target, targetBefore } = this.#kept;
    const isShown = isPeer(target) && target.id === shown?.id;
    const left = isShown && targetBefore !== undefined ? (targetBefore ?? undefined) : target;
    const next = peer ?? (isShown && this.#isOpen(target) ? undefined : left);
    this.#become({ ...(peer && { shown: peer }) }, next);
  }

  /** Shows the messages of a closed peer. Nothing is sent meanwhile: it would go to peers that aren't visible. */
  showPast(peer: ChosenPeer): void {
    const { shown, target, targetBefore } = this.#kept;
    const isFromPast = targetBefore !== undefined && isPeer(target) && target.id === shown?.id;
    const isMeant = isPeer(target) && target.id === peer.id;
    const before = isFromPast || isMeant ? targetBefore : (target ?? null);
    this.#become({ shown: peer, isPast: true, ...(before !== undefined && { targetBefore: before }) }, peer);
  }

  dismissGone(): void {
    this.#become({}, this.#kept.target);
  }

  /** Turns following on or off. The peer that just closed is shown again until the next one connects; if turned off, it stays. */
  follow(follows: boolean): void {
    const { shown, gone, waits, lastNumber, target, ...others } = this.#kept;
    this.#kept = { ...this.#kept, follows };
    if (follows && gone) this.#wait(gone, lastNumber);
    else if (!follows && shown && waits) this.#become({ shown, isPast: true }, target);
    else this.#become({ ...others, ...(shown && { shown }) }, target);
  }

  /** Turns following on or off; returns the new state. */
  toggleFollow(): boolean {
    this.follow(!this.follows);
    return this.follows;
  }

  sendTo(target: Target): void {
    this.#become(this.#kept, target);
  }

  /**
   * Updates the open peers and the recently closed ones, most recent first. If the peer that is shown alone has closed, shows the next one
   * or waits for it; without following, shows all. The target stays for the user to change, unless it is followed.
   */
  update(open: readonly PeerSnapshot[], recent: readonly PeerSnapshot[] = []): void {
    const before = this.#lastNumber;
    this.#open = open;
    this.#recent = recent;
    for (const { id } of [...open, ...recent]) this.#lastNumber = Math.max(this.#lastNumber ?? 0, numberOf(id));
    const { shown, isPast, waits, lastNumber } = this.#kept;
    if (!shown) return;
    if (waits) this.#followNext(shown, lastNumber ?? numberOf(shown.id));
    else if (isPast) return;
    else if (!this.#isOpen(shown)) this.#closed(shown, before ?? numberOf(shown.id));
    else if (this.follows && before !== undefined && this.#options.staysOpen?.()) this.#followNext(shown, before);
  }

  #closed(peer: ChosenPeer, lastNumber: number): void {
    if (this.follows) this.#wait(peer, lastNumber);
    else this.#become({ gone: peer, lastNumber }, this.#kept.target);
  }

  #wait(peer: ChosenPeer, lastNumber = numberOf(peer.id)): void {
    if (this.#followNext(peer, lastNumber)) return;
    this.#become({ shown: peer, isPast: true, waits: true, lastNumber }, this.#kept.target);
  }

  /** Shows the first open peer after a number; if none is open any more, the last of them, and continues waiting. */
  #followNext(before: ChosenPeer, lastNumber: number): boolean {
    const later = (peers: readonly PeerSnapshot[]) => peers.filter(({ id }) => numberOf(id) > lastNumber);
    const byNumber = (one: PeerSnapshot, other: PeerSnapshot) => numberOf(one.id) - numberOf(other.id);
    const [open] = later(this.#open ?? []).sort(byNumber);
    const next = open ?? later(this.#recent).sort(byNumber).at(-1);
    if (!next) return false;
    const chosen = chosenPeer(next);
    const { target } = this.#kept;
    const sendsThere = isPeer(target) && target.id === before.id;
    if (open) this.#become({ shown: chosen }, sendsThere ? chosen : target);
    else this.#become({ shown: chosen, isPast: true, waits: true, lastNumber: numberOf(next.id) }, target);
    this.#options.onFollow?.(chosen, before);
    return true;
  }

  #isOpen(peer: ChosenPeer): boolean {
    return this.#open !== undefined && findChosen(peer, this.#open) !== undefined;
  }

  #become({ target: _before, ...state }: KeptChoice, target: Target | undefined): void {
    const { follows } = this.#kept;
    this.#kept = { ...state, ...(target && { target }), ...(follows !== undefined && { follows }) };
    this.#options.onChange(this.#kept);
  }
}
