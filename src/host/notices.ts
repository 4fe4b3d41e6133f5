/**
 * VS Code's notifications, and the messages of its status bar. All of ours are shown by these, because they quote names and bytes from outside:
 * VS Code makes links of `[text](command:…)` in a notification, which run commands, and icons of `$(name)` in the status bar and in lists. Modal
 * dialogs show a text as it is.
 */
import { type Disposable, window } from 'vscode';

const statusMs = 5000;

/**
 * Offers something, since it covers what is below it: what only says something is a `statusMessage`, or nothing where a panel in sight shows it.
 * Resolves with the button that was pressed, as do the others.
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

/** Shows a message in the status bar, for five seconds unless told otherwise. */
export function statusMessage(message: string, ms = statusMs): Disposable {
  return window.setStatusBarMessage(withoutIcons(message), ms);
}

/** The same to read, without links. For titles of progress and the texts below input boxes too. */
export function noticeText(message: string): string {
  return message.replaceAll('](', '] (');
}

/** The same to read, without icons. For the status bar, and for the items of lists. */
export function withoutIcons(text: string): string {
  return text.replaceAll('$(', '\\$(');
}
