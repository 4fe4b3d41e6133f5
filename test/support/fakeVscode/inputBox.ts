/** An input box created by the extension. A test types with `validate` and accepts a text with `answer`; a rejected text leaves it open. */
import type * as vscode from 'vscode';
import { EventEmitter } from './events.ts';
import type { Question } from './questions.ts';
import type { Sightings } from './sightings.ts';

export class FakeInputBox {
  title: string | undefined;
  placeholder: string | undefined;
  password = false;
  busy = false;
  enabled = true;
  ignoreFocusOut = false;
  value = '';
  valueSelection: readonly [number, number] | undefined;
  validationMessage: string | vscode.InputBoxValidationMessage | undefined;
  buttons: readonly vscode.QuickInputButton[] = [];
  readonly #accepted = new EventEmitter<void>();
  readonly #hidden = new EventEmitter<void>();
  readonly #typed = new EventEmitter<string>();
  readonly onDidAccept = this.#accepted.event;
  readonly onDidHide = this.#hidden.event;
  readonly onDidChangeValue = this.#typed.event;
  readonly onDidTriggerButton = new EventEmitter<vscode.QuickInputButton>().event;
  readonly #shown: Sightings<Question>;
  #prompt: string | undefined;
  #question: Question | undefined;

  constructor(shown: Sightings<Question>) {
    this.#shown = shown;
  }

  get prompt(): string | undefined {
    return this.#prompt;
  }

  set prompt(prompt: string | undefined) {
    this.#prompt = prompt;
    this.#shown.changed();
  }

  show(): void {
    if (this.#question) return;
    const box = this;
    this.#question = {
      kind: 'input',
      items: [],
      get text() {
        return [box.title, box.prompt, box.placeholder].filter(part => part !== undefined).join('\n');
      },
      get value() {
        return box.value;
      },
      get stays() {
        return box.ignoreFocusOut;
      },
      get isBusy() {
        return box.busy;
      },
      answer: value => {
        this.#type(String(value));
        this.#accepted.fire();
      },
      dismiss: () => this.hide(),
      validate: async text => {
        this.#type(text);
        const message = this.validationMessage;
        return typeof message === 'string' ? message : message?.message;
      },
    };
    this.#shown.show(this.#question);
  }

  hide(): void {
    if (!this.#question) return;
    this.#shown.hide(this.#question);
    this.#question = undefined;
    this.#hidden.fire();
  }

  dispose(): void {
    this.hide();
  }

  #type(text: string): void {
    if (text === this.value) return;
    this.value = text;
    this.#typed.fire(text);
  }
}
