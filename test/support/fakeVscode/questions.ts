/** Questions that the extension asks with VS Code's quick picks, input boxes, dialogs and notifications, and how a test answers them. */
import type * as vscode from 'vscode';
import { EventEmitter } from './events.ts';
import { FakeInputBox } from './inputBox.ts';
import { fits, Sightings } from './sightings.ts';

type Item = string | vscode.QuickPickItem;

type Severity = 'info' | 'warning' | 'error';

/** Something that waits for an answer. */
export interface Question {
  readonly kind: 'input' | 'list' | 'notification' | 'open' | 'save';
  /** Icon of a notification or a modal dialog. */
  readonly severity?: Severity;
  /** Everything that is shown: title, prompt, placeholder, detail. */
  readonly text: string;
  /** The items of a list, or the buttons of a notification. */
  readonly items: readonly Item[];
  /** The initial text of an input box, or the file that a dialog proposes. */
  readonly value: string;
  /** It stays open when the focus goes elsewhere. */
  readonly stays: boolean;
  /** It was answered, and shows that the command is still running. */
  readonly isBusy?: boolean;
  /** Answers with a text, an item, a label or paths, depending on the kind. */
  answer(value: unknown): void;
  dismiss(): void;
  /** Returns the validation message of an input box for a text, or undefined if it is accepted. */
  validate(text: string): Promise<string | undefined>;
}

const shown = new Sightings<Question>('question', ({ kind, text, items }) =>
  [`${kind}: ${text}`, ...items.map(labelOf)].join(' | '),
);

export const questions = {
  /** Resolves with the open question whose text contains this, as soon as it is asked. */
  question: (text: string | RegExp, kind?: Question['kind']): Promise<Question> =>
    shown.find(one => fits(one.text, text) && (kind === undefined || one.kind === kind), `“${text}”`),
  /** Resolves with the open list that has such an item, or has no items yet. */
  list: (label: string): Promise<Question> => {
    const has = (items: readonly Item[]) => items.length === 0 || items.some(item => labelOf(item).includes(label));
    return shown.find(({ kind, items }) => kind === 'list' && has(items), `“${label}”`);
  },
  get open(): readonly Question[] {
    return shown.shown;
  },
  /** Calls `listener` whenever a question has been shown or closed. */
  watch: (listener: () => void): { dispose(): void } => shown.watch(listener),
  /** Moves the focus elsewhere, as VS Code does when a panel comes to the front: only questions with `stays` remain open. */
  loseFocus: (): void => {
    for (const one of shown.shown) if (!one.stays) one.dismiss();
  },
  reset: () => shown.clear(),
};

/** Shows a question; resolves with the answer. */
function ask<T>(about: Omit<Question, 'answer' | 'dismiss' | 'validate' | 'stays'>) {
  return new Promise<T | undefined>(resolve => {
    const close = (value: T | undefined) => {
      shown.hide(question);
      resolve(value);
    };
    const question: Question = {
      validate: async () => undefined,
      stays: true,
      ...about,
      answer: value => close(value as T),
      dismiss: () => close(undefined),
    };
    shown.show(question);
  });
}

function labelOf(item: Item): string {
  return typeof item === 'string' ? item : item.label;
}

function textOf(...parts: (string | undefined)[]): string {
  return parts.filter(part => part !== undefined).join('\n');
}

/** Returns the item that `value` is, or whose label contains it. */
function chosen(items: readonly Item[], value: unknown): Item {
  const found = items.find(item => item === value || (typeof value === 'string' && labelOf(item).includes(value)));
  if (found === undefined) throw new Error(`no item “${value}” among ${items.map(labelOf).join(', ')}`);
  return found;
}

const showMessage =
  (severity: Severity) =>
  async (message: string, ...more: unknown[]): Promise<unknown> => {
    const options = more.find(
      (one): one is vscode.MessageOptions => typeof one === 'object' && !('title' in (one ?? {})),
    );
    const items = more.filter((one): one is string => typeof one === 'string');
    const value = await ask({
      kind: 'notification',
      severity,
      text: textOf(message, options?.detail),
      items,
      value: '',
    });
    return value === undefined ? undefined : chosen(items, value);
  };

/** A quick pick created by the extension. A test answers it with a label, or presses a button of an item. */
class FakeQuickPick<T extends vscode.QuickPickItem> {
  title: string | undefined;
  placeholder: string | undefined;
  buttons: readonly vscode.QuickInputButton[] = [];
  items: readonly T[] = [];
  selectedItems: readonly T[] = [];
  activeItems: readonly T[] = [];
  value = '';
  busy = false;
  enabled = true;
  ignoreFocusOut = false;
  matchOnDescription = false;
  matchOnDetail = false;
  readonly #accepted = new EventEmitter<void>();
  readonly #hidden = new EventEmitter<{ reason: number }>();
  readonly #typed = new EventEmitter<string>();
  readonly #button = new EventEmitter<vscode.QuickInputButton>();
  readonly #itemButton = new EventEmitter<vscode.QuickPickItemButtonEvent<T>>();
  readonly onDidAccept = this.#accepted.event;
  readonly onDidHide = this.#hidden.event;
  readonly onDidChangeValue = this.#typed.event;
  readonly onDidTriggerButton = this.#button.event;
  readonly onDidTriggerItemButton = this.#itemButton.event;
  #question: Question | undefined;

  show(): void {
    if (this.#question) return;
    const list = this;
    const question: Question & { pressButton(label: string, tooltip: string): void } = {
      kind: 'list',
      get text() {
        return textOf(list.title, list.placeholder);
      },
      get items() {
        return list.items;
      },
      get value() {
        return list.value;
      },
      get stays() {
        return list.ignoreFocusOut;
      },
      get isBusy() {
        return list.busy;
      },
      answer: value => {
        list.selectedItems = [chosen(list.items, value) as T];
        list.#accepted.fire();
      },
      dismiss: () => list.hide(),
      validate: async text => {
        list.value = text;
        list.#typed.fire(text);
        return undefined;
      },
      pressButton: (label, tooltip) => {
        const item = chosen(list.items, label) as T;
        const button = item.buttons?.find(one => one.tooltip === tooltip);
        if (!button) throw new Error(`“${label}” has no button “${tooltip}”`);
        list.#itemButton.fire({ item, button });
      },
    };
    this.#question = question;
    shown.show(question);
  }

  hide(): void {
    if (!this.#question) return;
    shown.hide(this.#question);
    this.#question = undefined;
    this.#hidden.fire({ reason: 0 });
  }

  dispose(): void {
    this.hide();
  }
}

/** Presses a button of an item in a quick pick created by the extension. */
export function pressItemButton(question: Question, label: string, tooltip: string): void {
  (question as Question & { pressButton(label: string, tooltip: string): void }).pressButton(label, tooltip);
}

export const questionApi = {
  showInformationMessage: showMessage('info'),
  showWarningMessage: showMessage('warning'),
  showErrorMessage: showMessage('error'),
  createQuickPick: () => new FakeQuickPick(),
  createInputBox: () => new FakeInputBox(shown),
  showOpenDialog: (options: vscode.OpenDialogOptions = {}) =>
    ask<vscode.Uri[]>({
      kind: 'open',
      text: textOf(options.title, options.openLabel),
      items: [],
      value: options.defaultUri?.fsPath ?? '',
    }),
  showSaveDialog: (options: vscode.SaveDialogOptions = {}) =>
    ask<vscode.Uri>({
      kind: 'save',
      text: textOf(options.title, options.saveLabel),
      items: [],
      value: options.defaultUri?.fsPath ?? '',
    }),
};
