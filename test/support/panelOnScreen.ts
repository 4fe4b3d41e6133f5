/** The page of a panel as a person uses it, in a window of the workbench or in a bare one. */
import type { Frame, FrameLocator, Locator, Page } from 'playwright-core';
import { fieldHolds } from './fieldValue.ts';

/** Number of rows by which PageUp moves the focus in the transcript. */
const pageRows = 10;

/** Commands that start an endpoint. */
export type StartTitle = 'Start TCP Server' | 'Connect to TCP Server' | 'Open UDP Socket';

export abstract class PanelOnScreen {
  readonly page: Page;

  protected constructor(page: Page) {
    this.page = page;
  }

  /** The page inside the visible panel. */
  abstract get panel(): FrameLocator;

  /** Returns what the page shows for Portside's English words. */
  abstract words(english: string): string;

  /** Starts something and shows its panel. */
  abstract start(title: StartTitle, address: string | number): Promise<void>;

  /** Runs a command by its title. */
  abstract runCommand(title: string): Promise<void>;

  /** Picks the first row of the open list that contains this text. */
  abstract pick(text: string): Promise<void>;

  /** Answers the input box with that title. */
  abstract answer(title: string, text: string): Promise<void>;

  /** Adds keys to the config of the endpoint whose panel is visible, and saves it. */
  abstract edit(change: object): Promise<void>;

  /** Shows the panel of the only endpoint. */
  abstract openPanel(): Promise<void>;

  /** Contents of the clipboard. */
  abstract clipboard(): Promise<string>;

  /** The page inside the panel, for code that runs in it. */
  async frame(): Promise<Frame> {
    const body = await this.panel.locator('body').elementHandle();
    const frame = await body?.ownerFrame();
    if (!frame) throw new Error('the panel has no page');
    return frame;
  }

  get composer(): Locator {
    return this.panel.getByRole('textbox', { name: this.words('Message') });
  }

  /** The visible rows of the transcript. */
  get rows(): Locator {
    return this.panel.getByRole('listitem');
  }

  /** Returns the texts of all rows from the first on, moving through the list with the keyboard. */
  async allRowTexts(): Promise<string[]> {
    const texts = new Map<string, string>();
    const see = async () => {
      const shown = await this.panel
        .locator('.row:not(.loading)')
        .evaluateAll(rows => rows.map(row => [row.getAttribute('data-position'), (row as HTMLElement).innerText]));
      for (const [position, text] of shown) if (position && text) texts.set(position, text);
    };
    await this.rows.last().click();
    await this.page.keyboard.press('End');
    const focused = this.panel.locator('.row:not(.loading):focus');
    for (let place = Number(await focused.getAttribute('aria-posinset')); ; ) {
      await see();
      if (place === 1) return [...texts.values()];
      await this.page.keyboard.press('PageUp');
      place = Math.max(1, place - pageRows);
      await focused.and(this.panel.locator(`[aria-posinset="${place}"]`)).waitFor();
    }
  }

  /** Types into the composer and presses Enter, once there is a recipient. */
  async say(text: string): Promise<void> {
    await this.composer.click();
    await this.page.keyboard.insertText(text);
    await this.panel.getByRole('button', { name: this.words('Send'), exact: true, disabled: false }).waitFor();
    await this.composer.press('Enter');
  }

  /** Presses an icon of a bar by its English name, or its item in the bar's menu if the icon doesn't fit. */
  async pressAction(bar: string, name: string): Promise<void> {
    const toolbar = this.panel.getByRole('toolbar', { name: this.words(bar), exact: true });
    const named = { name: this.words(name) };
    const icon = toolbar.getByRole('button', named);
    const more = toolbar.getByRole('button', { name: this.words('More Actions…'), exact: true });
    await icon.or(more).first().waitFor();
    if ((await icon.count()) > 0) return icon.click();
    await more.click();
    await toolbar.getByRole('menuitem', named).or(toolbar.getByRole('menuitemcheckbox', named)).click();
  }

  /** Opens and returns the dialog that determines how the message in the composer becomes bytes. */
  async openFormat(): Promise<Locator> {
    await this.panel.locator('portside-format').getByRole('button').click();
    const dialog = this.panel.getByRole('dialog', { name: this.words('Format'), exact: true });
    await dialog.waitFor();
    return dialog;
  }

  /** Resolves when a part of the panel has the focus, and therefore the panel does: it receives keys that are pressed now. */
  async focused(part: Locator, timeout?: number): Promise<void> {
    const options = timeout === undefined ? {} : { timeout };
    await part.and(this.panel.locator(':focus')).waitFor(options);
    const frame = await this.frame();
    await frame.waitForFunction(() => document.hasFocus(), undefined, options);
  }

  /** Resolves when the composer contains this text. */
  async composerHolds(text: string): Promise<void> {
    await this.holds(this.composer, text);
  }

  /** Resolves when a field contains this text, which may appear after the focus. */
  async holds(field: Locator, text: string): Promise<void> {
    await fieldHolds(field, text);
  }

  /** Resolves when there are this many: a list may be redrawn at any moment. */
  async has(count: number, what: Locator): Promise<void> {
    do {
      if (count > 0) await what.nth(count - 1).waitFor({ state: 'attached' });
      await what.nth(count).waitFor({ state: 'detached' });
    } while ((await what.count()) !== count);
  }

  /** The port of the endpoint whose panel is visible. */
  async port(): Promise<number> {
    const address = await this.panel
      .getByRole('button', { name: /:[1-9]\d*$/ })
      .first()
      .innerText();
    return Number(/:(\d+)$/.exec(address)?.[1]);
  }
}
