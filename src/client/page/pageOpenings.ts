/** Limits the tabs and file manager windows that a page makes VS Code open: one taken over could open hundreds. */
import type { PanelCalls } from '../../protocol/panelCalls.ts';
import type { PageCall } from './pageInput.ts';

/** More than a user opens, even by double-clicking. */
const maxOpened = 10;
const countedMs = 10_000;

type FirstArgument<Call extends keyof PanelCalls> = Parameters<PanelCalls[Call]>[0];

const always: ReadonlySet<string> = new Set<PageCall>(['compare', 'openVideo']);
const actions: ReadonlySet<unknown> = new Set<FirstArgument<'run'> | FirstArgument<'actOnTransfer'>>([
  'editAsJson',
  'showReceivedFiles',
  'showHolder',
  'open',
  'reveal',
]);

export class PageOpenings {
  readonly #nowMs: () => number;
  /** Times of the last openings, oldest first. */
  #openedMs: number[] = [];

  constructor(nowMs = () => performance.now()) {
    this.#nowMs = nowMs;
  }

  /** Call before a call. @throws RangeError if it would open something and too much was opened recently. */
  check(name: string, [first]: readonly unknown[]): void {
    if (!always.has(name) && !(isAction(name) && actions.has(first))) return;
    const nowMs = this.#nowMs();
    this.#openedMs = this.#openedMs.filter(atMs => nowMs - atMs < countedMs);
    if (this.#openedMs.length >= maxOpened) throw new RangeError('the page opens more than anybody can look at');
    this.#openedMs.push(nowMs);
  }
}

function isAction(name: string): boolean {
  return name === ('run' satisfies PageCall) || name === ('actOnTransfer' satisfies PageCall);
}
