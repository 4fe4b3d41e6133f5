/** Keys that work anywhere in the panel: Ctrl+F finds, Ctrl+G goes to a time, and Ctrl+Z undoes a clear. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { commandKey } from '../widgets/commandKey.ts';
import { isTextField } from '../widgets/nativeMenu.ts';

export interface PanelShortcutParts {
  /** Whether the transcript is shown; the form has no use for these keys. */
  isActive(): boolean;
  canUndo(): boolean;
  undo(): void;
  find(): void;
  goTo(): void;
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
    const { isActive } = this.#parts;
    const act = isActive() ? this.#actionOf(event) : undefined;
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };

  #actionOf(event: KeyboardEvent): (() => void) | undefined {
    const { canUndo, undo, find, goTo } = this.#parts;
    switch (commandKey(event)) {
      case 'f':
        return find;
      case 'g':
        // As for *Go to Line* on every system: on macOS, Cmd+G finds the next match.
        return event.ctrlKey ? goTo : undefined;
      case 'z':
        // Undo in a text field is the field's own.
        return canUndo() && !isTextField(event.composedPath()[0]) ? undo : undefined;
      default:
        return undefined;
    }
  }
}
