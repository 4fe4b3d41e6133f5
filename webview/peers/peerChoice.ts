/** The peer that is shown alone and the target of messages, and what happens to both when a peer closes. */
import type { PeerSnapshot } from '../../src/core/endpointSnapshot.ts';
import { peerNumber } from '../peerNumber.ts';
import { type ChosenPeer, chosenPeer, findChosen, isPeer, type Target } from './chosenPeer.ts';

export interface KeptChoice {
  /** Peer whose messages are shown alone. */
  readonly shown?: ChosenPeer;
  /** Whether `shown` is closed and stays visible: by the user's choice, or until the next peer connects. */
  readonly isPast?: boolean;
  /** Whether the next peer replaces `shown` as soon as there is one. */
  readonly waits?: boolean;
  /** Peer that was shown alone until it closed, as long as the page reports that. */
  readonly gone?: ChosenPeer;
  /** Highest peer number before `shown` or `gone` closed; later peers have higher ones. */
  readonly lastNumber?: number;
  /** Absent until the user chooses; then the endpoint's default applies. */
  readonly target?: Target;
  /** Target before a closed peer was shown; `null` stands for the endpoint's default. */
  readonly targetBefore?: Target | null;
  /** Whether the next peer is followed. Absent until the user chooses; then the setting applies. */
  readonly follows?: boolean;
}

export interface PeerChoiceOptions {
  /** Called with the state to store. */
  onChange(kept: KeptChoice): void;
  /** Called with the next peer when it is shown automatically, and with the previous one. */
  onFollow?(peer: ChosenPeer, before: ChosenPeer): void;
  /** Whether the next peer is followed by default. */
  followsByDefault?(): boolean;
  /**
   * Whether peers don't close by themselves, like senders of datagrams: a new one is followed while its predecessor is
   * open.
   */
  staysOpen?(): boolean;
}

export class PeerChoice {
  readonly #options: PeerChoiceOptions;
  #kept: KeptChoice;
  #open: readonly PeerSnapshot[] | undefined;
  #recent: readonly PeerSnapshot[] = [];
  /** Highest peer number so far. */
  #lastNumber: number | undefined;

  /** Continues with the choice that an earlier page stored. */
  constructor(kept: KeptChoice, options: PeerChoiceOptions) {
    this.#kept = kept;
    this.#options = options;
  }

  get shown(): ChosenPeer | undefined {
    return this.#kept.shown;
  }

  /** Whether the shown peer has closed. */
  get isPast(): boolean {
    return this.#kept.isPast ?? false;
  }

  /** Whether the next peer will be shown in place of the shown one. */
  get waits(): boolean {
    return this.#kept.waits ?? false;
  }

  /** Whether messages will be sent to the next peer in place of the closed target. */
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

  /** Whether the next peer is shown when the one shown alone closes. */
  get follows(): boolean {
    return this.#kept.follows ?? this.#options.followsByDefault?.() ?? false;
  }

  /** Peer number after which to look for the next peer: the first open one with a higher number is followed. */
  get followsAfter(): number {
    const { shown, gone, waits, lastNumber } = this.#kept;
    const known = waits || gone ? lastNumber : this.#lastNumber;
    const before = shown ?? gone;
    return known ?? (before ? peerNumber(before.id) : 0);
  }

  /** The peers whose closing matters here. */
  get watched(): ChosenPeer[] {
    const { shown, target } = this.#kept;
    return [shown, target].filter(isPeer);
  }

  /**
   * Shows only one peer and sends to it, or shows all. When showing all, a target that is another peer or closed stays.
   */
  show(peer: ChosenPeer | undefined): void {
    const { shown, target, targetBefore } = this.#kept;
    const isShown = isPeer(target) && target.id === shown?.id;
    const left = isShown && targetBefore !== undefined ? (targetBefore ?? undefined) : target;
    const next = peer ?? (isShown && this.#isOpen(target) ? undefined : left);
    this.#become({ ...(peer && { shown: peer }) }, next);
  }

  /**
   * Shows the messages of a closed peer. Nothing can be sent meanwhile, since it would go to peers that aren't visible.
   */
  showPast(peer: ChosenPeer): void {
    const { shown, target, targetBefore } = this.#kept;
    const isFromPast = targetBefore !== undefined && isPeer(target) && target.id === shown?.id;
    const isTarget = isPeer(target) && target.id === peer.id;
    const before = isFromPast || isTarget ? targetBefore : (target ?? null);
    this.#become({ shown: peer, isPast: true, ...(before !== undefined && { targetBefore: before }) }, peer);
  }

  dismissGone(): void {
    this.#become({}, this.#kept.target);
  }

  /**
   * Turns following on or off. Turning it on shows the peer that has just closed again until the next one connects;
   * turning it off keeps that peer.
   */
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
   * Updates the open peers and the recently closed ones, most recent first. If the peer shown alone has closed, shows
   * the next one or waits for it; without following, shows all. The target stays for the user to change, unless it is
   * followed.
   */
  update(open: readonly PeerSnapshot[], recent: readonly PeerSnapshot[] = []): void {
    const before = this.#lastNumber;
    this.#open = open;
    this.#recent = recent;
    for (const { id } of [...open, ...recent]) this.#lastNumber = Math.max(this.#lastNumber ?? 0, peerNumber(id));
    const { shown, isPast, waits, lastNumber } = this.#kept;
    if (!shown) return;
    if (waits) this.#followNext(shown, lastNumber ?? peerNumber(shown.id));
    else if (isPast) return;
    else if (!this.#isOpen(shown)) this.#closed(shown, before ?? peerNumber(shown.id));
    else if (this.follows && before !== undefined && this.#options.staysOpen?.()) this.#followNext(shown, before);
  }

  #closed(peer: ChosenPeer, lastNumber: number): void {
    if (this.follows) this.#wait(peer, lastNumber);
    else this.#become({ gone: peer, lastNumber }, this.#kept.target);
  }

  #wait(peer: ChosenPeer, lastNumber = peerNumber(peer.id)): void {
    if (this.#followNext(peer, lastNumber)) return;
    this.#become({ shown: peer, isPast: true, waits: true, lastNumber }, this.#kept.target);
  }

  /**
   * Shows the first open peer after a number. If only closed ones follow, shows the last of them and continues waiting.
   */
  #followNext(before: ChosenPeer, lastNumber: number): boolean {
    const later = (peers: readonly PeerSnapshot[]) => peers.filter(({ id }) => peerNumber(id) > lastNumber);
    const byNumber = (one: PeerSnapshot, other: PeerSnapshot) => peerNumber(one.id) - peerNumber(other.id);
    const [open] = later(this.#open ?? []).sort(byNumber);
    const next = open ?? later(this.#recent).sort(byNumber).at(-1);
    if (!next) return false;
    const chosen = chosenPeer(next);
    const { target } = this.#kept;
    const sendsThere = isPeer(target) && target.id === before.id;
    if (open) this.#become({ shown: chosen }, sendsThere ? chosen : target);
    else this.#become({ shown: chosen, isPast: true, waits: true, lastNumber: peerNumber(next.id) }, target);
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
