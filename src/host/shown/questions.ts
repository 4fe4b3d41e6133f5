/**
 * VS Code's lists and input boxes, as used for Portside's questions: each stays until it is answered or dismissed with
 * Escape. VS Code may return the focus to the panel only after a question, or the palette, has closed; the next
 * question would otherwise close with it.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import {
  type Event,
  type InputBoxOptions,
  type InputBoxValidationMessage,
  InputBoxValidationSeverity,
  type QuickInput,
  type QuickPickItem,
  type QuickPickOptions,
  window,
} from 'vscode';
import { askUser } from '../../client/callers/askers.ts';
import { noteAnswer } from '../../client/callers/userAnswers.ts';
import { Dismissed } from '../../client/dismissed.ts';
import { fieldText, plainText, withoutIcons } from './shownText.ts';

/** The most recently answered question of a sequence, kept open until the next one is shown. */
interface Turn {
  answered?: QuickInput | undefined;
  /** Whether the sequence has ended: tasks that it started may ask later, but not as part of it. */
  isOver: boolean;
}

const turns = new AsyncLocalStorage<Turn>();

/**
 * Runs a sequence of questions. Each stays open until the next one is shown: otherwise, VS Code would return the focus
 * to the panel in between, and keystrokes would go there. The last one closes when the sequence ends.
 */
export async function askInTurn<T>(questions: () => Promise<T>): Promise<T> {
  // Already part of a longer sequence.
  if (turns.getStore()?.isOver === false) return questions();
  const turn: Turn = { isOver: false };
  try {
    return await turns.run(turn, questions);
  } finally {
    turn.isOver = true;
    closeAnswered(turn);
  }
}

function closeAnswered(turn: Turn | undefined): void {
  if (!turn) return;
  turn.answered?.dispose();
  turn.answered = undefined;
}

type Question = QuickInput & { readonly onDidAccept: Event<void> };

/** Shows a question until `answerOf` returns an answer for what was accepted. Rejects with Dismissed. */
async function ask<T>(question: Question, answerOf: () => T | undefined): Promise<T> {
  const turn = turns.getStore();
  const answer = await askUser(() => shown(question, answerOf, turn)).catch(error => {
    question.dispose();
    throw error;
  });
  noteAnswer();
  return answer;
}

function shown<T>(question: Question, answerOf: () => T | undefined, turn: Turn | undefined): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    question.onDidAccept(() => {
      const answer = answerOf();
      if (answer === undefined) return;
      resolve(answer);
      if (turn?.isOver !== false) return question.dispose();
      // The question stays open while the command continues; VS Code shows a progress bar in it if that takes long.
      question.busy = true;
      turn.answered = question;
    });
    question.onDidHide(() => {
      reject(new Dismissed());
      question.dispose();
    });
    question.show();
    closeAnswered(turn);
  });
}

/** Returns the chosen item. Its texts may come from outside, so `$(name)` isn't an icon; use `iconPath`. Rejects with Dismissed. */
export async function askItem<T extends QuickPickItem>(
  items: readonly T[],
  { title, placeHolder: placeholder, ...options }: QuickPickOptions,
): Promise<T> {
  const list = window.createQuickPick<T>();
  const shown = items.map(plainItem);
  Object.assign(list, { ...options, ...plainTexts({ title, placeholder }), items: shown, ignoreFocusOut: true });
  return ask(list, () => {
    const [chosen] = list.selectedItems;
    return chosen && items[shown.indexOf(chosen)];
  });
}

/** Returns a list item whose texts are shown literally. */
export function plainItem<T extends QuickPickItem>(item: T): T {
  const { label, description, detail } = item;
  return {
    ...item,
    label: withoutIcons(label),
    ...(description !== undefined && { description: withoutIcons(description) }),
    ...(detail !== undefined && { detail: withoutIcons(detail) }),
  };
}

interface TextOptions extends InputBoxOptions {
  readonly validateInput?: (text: string) => string | InputBoxValidationMessage | undefined;
}

/** Asks for a text and returns it; it may be empty. Rejects with Dismissed. */
export async function askText({
  title,
  placeHolder: placeholder,
  prompt,
  validateInput,
  ...options
}: TextOptions): Promise<string> {
  const box = window.createInputBox();
  Object.assign(box, {
    ...options,
    prompt: prompt && fieldText(prompt),
    ...plainTexts({ title, placeholder }),
    ignoreFocusOut: true,
  });
  const validate = () => {
    const said = validateInput?.(box.value);
    box.validationMessage = validation(said);
    return said;
  };
  box.onDidChangeValue(validate);
  return ask(box, () => (isError(validate()) ? undefined : box.value));
}

interface NewTextOptions {
  readonly title: string;
  readonly prompt: string;
  /** Texts that can be selected without typing. */
  readonly offered: readonly string[];
  /** Describes the offered texts, such as “previously used”. */
  readonly description: string;
  readonly maxUnits: number;
}

/** Asks for a text with a list of earlier ones; the typed text is its first item. Rejects with Dismissed. */
export async function askNewText({ title, prompt, offered, description, maxUnits }: NewTextOptions): Promise<string> {
  const list = window.createQuickPick<QuickPickItem & { readonly text: string }>();
  const itemsFor = (typed: string) => {
    const text = typed.trim().slice(0, maxUnits);
    const entered = text === '' || offered.includes(text) ? [] : [{ ...plainItem({ label: text }), text }];
    return [...entered, ...offered.map(one => ({ ...plainItem({ label: one, description }), text: one }))];
  };
  Object.assign(list, { ...plainTexts({ title, placeholder: prompt }), items: itemsFor(''), ignoreFocusOut: true });
  list.onDidChangeValue(typed => {
    list.items = itemsFor(typed);
  });
  return ask(list, () => list.selectedItems[0]?.text);
}

interface FieldTexts {
  title?: string | undefined;
  placeholder?: string | undefined;
}

/** Returns the title and the placeholder of a list or an input box, which VS Code shows as plain text. */
function plainTexts({ title, placeholder }: FieldTexts): FieldTexts {
  return { title: title && plainText(title), placeholder: placeholder && plainText(placeholder) };
}

function validation(
  said: string | InputBoxValidationMessage | undefined,
): string | InputBoxValidationMessage | undefined {
  return typeof said === 'object' ? { ...said, message: fieldText(said.message) } : said && fieldText(said);
}

function isError(said: string | InputBoxValidationMessage | undefined): boolean {
  return typeof said === 'object' ? said.severity === InputBoxValidationSeverity.Error : Boolean(said);
}

export interface ProposedTextOptions {
  readonly title: string;
  readonly prompt: string;
  readonly placeHolder: string;
  /** Says what a text means, or why it is rejected: an error keeps the field open. */
  readonly validateInput: (text: string) => InputBoxValidationMessage | undefined;
}

/** A text for an input box, and a prompt that says where it comes from. */
export interface Proposal {
  readonly value: string;
  readonly prompt: string;
}

/**
 * Asks for a text immediately, and calls `propose` once the input box has the focus. The proposal may take any time: it
 * is filled in when it arrives, unless something has been typed. Rejects with Dismissed.
 */
export async function askTextWithProposal(
  { title, prompt, placeHolder, validateInput }: ProposedTextOptions,
  propose: () => Promise<Proposal | undefined>,
): Promise<string> {
  const box = window.createInputBox();
  Object.assign(box, {
    ...plainTexts({ title, placeholder: placeHolder }),
    prompt: fieldText(prompt),
    ignoreFocusOut: true,
  });
  let isTyped = false;
  let proposed = '';
  const fillIn = (proposal: Proposal | undefined) => {
    if (!proposal || isTyped) return;
    proposed = proposal.value;
    box.value = proposed;
    // Selected as in a prefilled input box, so that typing replaces it.
    box.valueSelection = [0, proposed.length];
    box.prompt = fieldText(proposal.prompt);
  };
  box.onDidChangeValue(text => {
    // VS Code may report the text that was filled in.
    if (!isTyped && text === proposed) return;
    isTyped = true;
    box.prompt = fieldText(prompt);
    box.validationMessage = validation(validateInput(text));
  });
  const refuses = () => isError(validateInput(box.value));
  try {
    const answer = ask(box, () => (refuses() ? undefined : box.value));
    return await Promise.race([
      answer,
      propose()
        .then(fillIn)
        .then(() => answer),
    ]);
  } catch (error) {
    box.dispose();
    throw error;
  }
}
