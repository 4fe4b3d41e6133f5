/** Keys that work anywhere in the panel: Ctrl+F finds, and Ctrl+Z undoes a clear. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { commandKey } from '../widgets/commandKey.ts';
import { isTextField } from '../widgets/nativeMenu.ts';

export interface PanelShortcutParts {
  /** Whether the transcript is shown; the form has no use for these keys. */
  isActive(): boolean;
  canUndo(): boolean;
  undo(): void;
  find(): void;
}

export class PanelShortcuts implements ReactiveController {
  readonly #parts: PanelShortcutParts;
  readonly #page: EventTarget;

  constructor(host: ReactiveControllerHost, parts: PanelShortcutParts, page: EventTarget = document) {
    this.#parts = parts;
    this.#page = page;
    host.addController(this);
  }

  hostConnected(): void {
    this.#page.addEventListener('keydown', this.#onKey, { capture: true });
  }

  hostDisconnected(): void {
    this.#page.removeEventListener('keydown', this.#onKey, { capture: true });
  }

  readonly #onKey = (pressed: Event): void => {
    const event = pressed as KeyboardEvent;
    const { isActive, canUndo, undo, find } = this.#parts;
    const key = isActive() ? commandKey(event) : undefined;
    // Undo in a text field is the field's own.
    const undoes = key === 'z' && canUndo() && !isTextField(event.composedPath()[0]);
    if (key !== 'f' && !undoes) return;
    event.preventDefault();
    event.stopPropagation();
    if (undoes) undo();
    else find();
  };
}
