/**
 * VS Code's lists and fields as Portside asks with them: each stays until it is answered or dismissed with Escape. VS Code may hand the focus
 * back to the panel only after a question, or the palette, has closed; the next question would otherwise close with it.
 */
import {
  type InputBoxOptions,
  type InputBoxValidationMessage,
  InputBoxValidationSeverity,
  type QuickPickItem,
  type QuickPickOptions,
  window,
} from 'vscode';
import { Dismissed } from './dismissed.ts';
import { noticeText } from './notices.ts';

/** The chosen item. Rejects with Dismissed. */
export async function askItem<T extends QuickPickItem>(items: readonly T[], options: QuickPickOptions): Promise<T> {
  const chosen = await window.showQuickPick(items, { ...options, ignoreFocusOut: true });
  if (!chosen) throw new Dismissed();
  return chosen;
}

/** The text that was entered, which may be empty. Rejects with Dismissed. */
export async function askText(options: InputBoxOptions): Promise<string> {
  const { prompt } = options;
  const shown = prompt === undefined ? options : { ...options, prompt: noticeText(prompt) };
  const text = await window.showInputBox({ ...shown, ignoreFocusOut: true });
  if (text === undefined) throw new Dismissed();
  return text;
}

export interface ProposedTextOptions {
  readonly title: string;
  readonly prompt: string;
  readonly placeHolder: string;
  /** Says what a text means, or why it is refused: an error keeps the field open. */
  readonly validateInput: (text: string) => InputBoxValidationMessage | undefined;
}

/** A text for a field, and the prompt that says where it comes from. */
export interface Proposal {
  readonly value: string;
  readonly prompt: string;
}

/**
 * Asks for a text at once and calls `propose` when the field has the focus. The proposal may take any time: it is filled in when it
 * arrives, unless something was typed before. Rejects with Dismissed.
 */
export async function askTextWithProposal(
  { title, prompt, placeHolder, validateInput }: ProposedTextOptions,
  propose: () => Promise<Proposal | undefined>,
): Promise<string> {
  const box = window.createInputBox();
  Object.assign(box, { title, prompt, placeholder: placeHolder, ignoreFocusOut: true });
  let isTyped = false;
  let proposed = '';
  const fillIn = (proposal: Proposal | undefined) => {
    if (!proposal || isTyped) return;
    proposed = proposal.value;
    box.value = proposed;
    // As with a field that begins with a text: typing replaces it.
    box.valueSelection = [0, proposed.length];
    box.prompt = noticeText(proposal.prompt);
  };
  box.onDidChangeValue(text => {
    // VS Code may report what was filled in.
    if (!isTyped && text === proposed) return;
    isTyped = true;
    box.prompt = prompt;
    box.validationMessage = validateInput(text);
  });
  try {
    return await new Promise<string>((resolve, reject) => {
      box.onDidAccept(() => {
        if (validateInput(box.value)?.severity !== InputBoxValidationSeverity.Error) resolve(box.value);
      });
      box.onDidHide(() => reject(new Dismissed()));
      box.show();
      propose().then(fillIn, reject);
    });
  } finally {
    box.dispose();
  }
}
