/** Which peer is shown alone and which one is sent to, and what becomes of both when that peer goes. */
import type { PeerSnapshot } from '../../src/core/endpointSnapshot.ts';
import { type ChosenPeer, findChosen, isPeer, type Target } from './chosenPeer.ts';

export interface KeptChoice {
  /** The peer whose messages are shown alone. */
  readonly shown?: ChosenPeer;
  /** The user shows it although it has gone. */
  readonly isPast?: boolean;
  /** The peer that was shown alone until it went, while the page says so. */
  readonly gone?: ChosenPeer;
  /** Absent until the user chooses: the endpoint's default. */
  readonly target?: Target;
}

export class PeerChoice {
  readonly #onChange: (kept: KeptChoice) => void;
  #kept: KeptChoice;
  #open: readonly PeerSnapshot[] | undefined;

  /** Goes on with what an earlier page kept. `onChange` is called with what is to be kept. */
  constructor(kept: KeptChoice, onChange: (kept: KeptChoice) => void) {
    this.#kept = kept;
    this.#onChange = onChange;
  }

  get shown(): ChosenPeer | undefined {
    return this.#kept.shown;
  }

  get isPast(): boolean {
    return this.#kept.isPast ?? false;
  }

  get gone(): ChosenPeer | undefined {
    return this.#kept.gone;
  }

  get target(): Target | undefined {
    return this.#kept.target;
  }

  /** The peers whose end matters here. */
  get watched(): ChosenPeer[] {
    const { shown, target } = this.#kept;
    return [shown, target].filter(isPeer);
  }

  /** Shows one peer alone and sends to it, or shows all. The target stays then if it is another peer, or one that has gone. */
  show(peer: ChosenPeer | undefined): void {
    const { shown, target } = this.#kept;
    const followed = isPeer(target) && target.id === shown?.id && this.#isOpen(target);
    const next = peer ?? (followed ? undefined : target);
    this.#become({ ...(peer && { shown: peer }), ...(next && { target: next }) });
  }

  /** Shows the messages of the peer that went. What is sent does not go there. */
  showGone(): void {
    const { gone, target } = this.#kept;
    if (gone) this.#become({ shown: gone, isPast: true, ...(target && { target }) });
  }

  dismissGone(): void {
    const { gone: _gone, ...kept } = this.#kept;
    this.#become(kept);
  }

  sendTo(target: Target): void {
    this.#become({ ...this.#kept, target });
  }

  /** These peers are open now: shows all again if the one that is shown alone has gone. The target stays, for the user to change. */
  update(open: readonly PeerSnapshot[]): void {
    this.#open = open;
    const { shown, isPast, target } = this.#kept;
    if (shown && !isPast && !this.#isOpen(shown)) this.#become({ gone: shown, ...(target && { target }) });
  }

  #isOpen(peer: ChosenPeer): boolean {
    return this.#open !== undefined && findChosen(peer, this.#open) !== undefined;
  }

  #become(kept: KeptChoice): void {
    this.#kept = kept;
    this.#onChange(kept);
  }
}
