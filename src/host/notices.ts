/**
 * VS Code's notifications, and the messages of its status bar. All of ours are shown by these, because they quote names and bytes from outside:
 * VS Code turns `[text](command:…)` in a notification into a link that runs a command, and `$(name)` in the status bar and in lists into an
 * icon. Modal dialogs show text as it is.
 */
import { type Disposable, window } from 'vscode';

const statusMs = 5000;

/**
 * For offers only, since a notification covers what is below it: plain information is a `statusMessage`, or left out if a visible panel shows
 * it. Resolves with the button that was pressed, as do the others.
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

/** Returns text that reads the same but has no icons, for the status bar and for the items of lists. */
export function withoutIcons(text: string): string {
  return text.replaceAll('$(', '\\$(');
}
