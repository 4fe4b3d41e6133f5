/**
 * VS Code's notifications, dialogs, progress and status bar messages. All of ours are shown by these functions, which
 * accept any text (`shownText.ts`). A test fails if another file shows one.
 */
import {
  type CancellationToken,
  type Command,
  commands,
  type Disposable,
  type MessageOptions,
  type Progress,
  ProgressLocation,
  StatusBarAlignment,
  window,
} from 'vscode';
import { askUser } from '../../client/callers/askers.ts';
import { noteAnswer } from '../../client/callers/userAnswers.ts';
import { fieldText, noticeText, plainText, withoutIcons } from './shownText.ts';

const statusMs = 5000;

/**
 * Shows an offer. Not for plain information, since a notification covers what is below it: that is a `statusMessage`,
 * or omitted if a visible panel shows it. Resolves with the button that was pressed, as the other notices do.
 */
export function informationNotice(
  message: string,
  ...buttons: readonly [string, ...string[]]
): Thenable<string | undefined> {
  return window.showInformationMessage(noticeText(message), ...buttons);
}

export function warningNotice(message: string, ...buttons: string[]): Thenable<string | undefined> {
  return window.showWarningMessage(noticeText(message), ...buttons);
}

export function errorNotice(message: string, ...buttons: string[]): Thenable<string | undefined> {
  return window.showErrorMessage(noticeText(message), ...buttons);
}

/**
 * Hides the notifications that cover the editors, as Esc does: all of them, since VS Code can't close a single one. They
 * stay available in its notification center. For one that says the same as what the user has just opened.
 */
export async function hideNotices(): Promise<void> {
  await commands.executeCommand('notifications.hideToasts');
}

/** Asks in a modal dialog, which blocks everything else meanwhile. Each detail is a line. Resolves with whether the button was pressed. */
export function confirmed(question: string, button: string, ...details: string[]): Promise<boolean> {
  return agreed((...shown) => window.showWarningMessage(...shown), question, button, details);
}

/** Asks like `confirmed`, without the icon of a warning. */
export function confirmedRoutine(question: string, button: string, ...details: string[]): Promise<boolean> {
  return agreed((...shown) => window.showInformationMessage(...shown), question, button, details);
}

type ShowModal = (question: string, options: MessageOptions, button: string) => Thenable<string | undefined>;

async function agreed(show: ShowModal, question: string, button: string, details: readonly string[]): Promise<boolean> {
  const options = { modal: true, ...(details.length > 0 && { detail: details.map(plainText).join('\n') }) };
  const isConfirmed = await askUser(async () => (await show(plainText(question), options, button)) === button);
  if (isConfirmed) noteAnswer();
  return isConfirmed;
}

/** Shows a message in the status bar, for five seconds unless specified otherwise. */
export function statusMessage(message: string, ms = statusMs): Disposable {
  return window.setStatusBarMessage(withoutIcons(message), ms);
}

interface StatusOffer {
  /** Identifies the item in the status bar's own menu. */
  readonly id: string;
  /** One of VS Code's codicons, before the button's text. */
  readonly icon: string;
  readonly button: string;
  readonly command: string | Command;
}

/** Shows a message with an action in the status bar, until it is disposed. */
export function statusOffer(message: string, { id, icon, button, command }: StatusOffer): Disposable {
  const item = window.createStatusBarItem(id, StatusBarAlignment.Left, -1);
  item.name = `Portside: ${button}`;
  item.text = `${withoutIcons(message)} $(${icon}) ${button}`;
  item.accessibilityInformation = { label: plainText(`${message} ${button}`), role: 'button' };
  item.tooltip = button;
  item.command = command;
  item.show();
  return item;
}

export interface ProgressStep {
  readonly message?: string;
  /** Percentage points to add. */
  readonly increment?: number;
}

/** A notification has a bar and a cancel button, but no button that hides it; the status bar shows only text. */
export type ProgressPlace = 'notification' | 'statusBar';

/** Shows progress until the task settles. */
export function progressNotice<T>(
  title: string,
  task: (report: (step: ProgressStep) => void, token: CancellationToken) => Thenable<T>,
  place: ProgressPlace = 'notification',
): Thenable<T> {
  const isNotification = place === 'notification';
  const textOf = isNotification ? noticeText : fieldText;
  const location = isNotification ? ProgressLocation.Notification : ProgressLocation.Window;
  const options = { location, title: textOf(title), cancellable: isNotification };
  return window.withProgress(options, (progress: Progress<ProgressStep>, token) =>
    task(
      ({ message, ...step }) =>
        progress.report({ ...step, ...(message !== undefined && { message: textOf(message) }) }),
      token,
    ),
  );
}
