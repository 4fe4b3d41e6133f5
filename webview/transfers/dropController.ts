/**
 * Accepts files dragged over the page before VS Code does, which would let a page have them only while Shift is held.
 * If a drag has been over VS Code's own parts, such as the tabs just above, VS Code takes it first, and then only Shift
 * helps.
 */
import { nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { Addressee } from '../composer/targets.ts';
import { dropOverlay, leftHint } from './dropOverlay.ts';
import { uriTypes } from './droppedUris.ts';

const fileTypes: readonly string[] = ['Files', ...uriTypes];
/** After this time, a drag that has left the page is assumed to be meant for something else. */
const leftMs = 5000;

export interface DropActions {
  /** The current recipient. */
  addressee(): Addressee;
  drop(data: DataTransfer, addressee: Addressee): void;
}

export class DropController implements ReactiveController {
  /** Whether files are over the page, or were a moment ago; undefined if neither. */
  where: 'over' | 'left' | undefined;
  readonly #host: ReactiveControllerHost;
  readonly #actions: DropActions;
  /** Whether the drag began in this page, with text or a link. */
  #isOurs = false;
  #listening: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Addressee shown in the hint, as JSON; undefined while there is no hint. */
  #drawnAddressee: string | undefined;

  constructor(host: ReactiveControllerHost, actions: DropActions) {
    this.#host = host;
    this.#actions = actions;
    host.addController(this);
  }

  hostConnected(): void {
    this.#listening = new AbortController();
    const options = { capture: true, signal: this.#listening.signal };
    document.addEventListener('dragstart', () => this.#own(true), options);
    document.addEventListener('dragend', () => this.#own(false), options);
    document.addEventListener('dragenter', event => this.#onOver(event), options);
    document.addEventListener('dragover', event => this.#onOver(event), options);
    document.addEventListener('dragleave', event => this.#onLeave(event), options);
    // The pointer doesn't move during a drag, so its end wasn't reported, as when the dragged element was removed.
    document.addEventListener('pointermove', () => this.#own(false), options);
    document.addEventListener('drop', event => this.#onDrop(event), options);
  }

  hostDisconnected(): void {
    this.#listening?.abort();
    clearTimeout(this.#timer);
  }

  /** The composer gets new peers only during the panel's update, after the hint was rendered. */
  hostUpdated(): void {
    if (this.#drawnAddressee !== undefined && this.#drawnAddressee !== JSON.stringify(this.#actions.addressee()))
      this.#host.requestUpdate();
  }

  hint(): TemplateResult | typeof nothing {
    this.#drawnAddressee = undefined;
    if (this.where === undefined) return nothing;
    const addressee = this.#actions.addressee();
    this.#drawnAddressee = JSON.stringify(addressee);
    return this.where === 'over' ? dropOverlay(addressee) : leftHint(addressee);
  }

  #own(isOurs: boolean): void {
    this.#isOurs = isOurs;
    this.#become(undefined);
  }

  #onOver(event: DragEvent): void {
    if (!this.#take(event) || !event.dataTransfer) return;
    event.dataTransfer.dropEffect = this.#actions.addressee().obstacle === undefined ? 'copy' : 'none';
    this.#become('over');
  }

  /** Ignores moves between elements, for which `relatedTarget` is set. */
  #onLeave(event: DragEvent): void {
    if (event.relatedTarget !== null || this.where !== 'over') return;
    this.#become('left');
    this.#timer = setTimeout(() => this.#become(undefined), leftMs);
  }

  #onDrop(event: DragEvent): void {
    this.#become(undefined);
    if (!this.#take(event) || !event.dataTransfer) return;
    const addressee = this.#actions.addressee();
    if (addressee.obstacle === undefined) this.#actions.drop(event.dataTransfer, addressee);
  }

  /** Returns whether the drag is for the page; if so, VS Code doesn't receive the event. */
  #take(event: DragEvent): boolean {
    if (this.#isOurs || !event.dataTransfer?.types.some(type => fileTypes.includes(type))) return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  #become(where: DropController['where']): void {
    clearTimeout(this.#timer);
    if (this.where === where) return;
    this.where = where;
    this.#host.requestUpdate();
  }
}
