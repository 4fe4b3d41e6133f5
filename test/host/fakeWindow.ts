/** Records what the window was asked to show, and answers as a user would. */
import * as vscode from 'vscode';

export class FakeWindow {
  readonly shown: string[] = [];
  readonly #cancelling = new vscode.CancellationTokenSource();
  readonly #original = new Map<string, unknown>();
  readonly #waiting: { text: RegExp; resolve: () => void }[] = [];

  /** `answer` receives the text and the buttons of a notification. */
  replace(name: keyof typeof vscode.window, answer: (text: string, choices: string[]) => unknown): void {
    const window = vscode.window as unknown as Record<string, unknown>;
    if (!this.#original.has(name)) this.#original.set(name, window[name]);
    window[name] = async (text: string, ...rest: unknown[]) => {
      this.note(text);
      return answer(
        text,
        rest.filter(one => typeof one === 'string'),
      );
    };
  }

  /** Returns the titles of the progress notifications that are open. What they report is recorded, too. */
  watchProgress(): Set<string> {
    const open = new Set<string>();
    const window = vscode.window as unknown as Record<string, unknown>;
    this.#original.set('withProgress', window.withProgress);
    const { token } = this.#cancelling;
    window.withProgress = async ({ title }: { title: string }, run: (...args: unknown[]) => Promise<unknown>) => {
      open.add(title);
      this.note(title);
      await run({ report: ({ message }: { message: string }) => this.note(message) }, token);
      open.delete(title);
      this.note(`end of ${title}`);
    };
    return open;
  }

  /** Clicks *Cancel* on the progress notifications. */
  cancelProgress(): void {
    this.#cancelling.cancel();
  }

  note(text: string): void {
    this.shown.push(text);
    for (const { text: wanted, resolve } of this.#waiting) if (wanted.test(text)) resolve();
  }

  async sees(text: RegExp): Promise<void> {
    if (!this.shown.some(one => text.test(one)))
      await new Promise<void>(resolve => void this.#waiting.push({ text, resolve }));
  }

  restore(): void {
    for (const [name, value] of this.#original) (vscode.window as unknown as Record<string, unknown>)[name] = value;
  }
}
