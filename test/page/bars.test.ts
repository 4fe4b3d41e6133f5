/** The bars of a panel as narrow as half a window, or narrower. */
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { clientsOfEachTest } from '../support/clients.ts';
import { peerChip, saidByOne, twelvePeers } from '../support/panelScenes.ts';
import { eachInItsOwnPage } from './window.ts';

/** Page width in px at which some of the transcript's icons fit. */
const width = 330;
const height = 600;

describe('the bars of a narrow panel', function () {
  this.timeout(60_000);
  const test = eachInItsOwnPage({ width, height });
  const connect = clientsOfEachTest();

  const toolbar = (name: string) => test.window.panel.getByRole('toolbar', { name, exact: true });

  /** Returns whether a list is as wide as its text needs. */
  const isWhole = (list: Locator) =>
    list.evaluate((element: HTMLElement) => {
      const width = element.offsetWidth;
      element.style.flex = 'none';
      element.style.minWidth = 'max-content';
      const isSame = element.offsetWidth <= width;
      element.removeAttribute('style');
      return isSame;
    });

  it('leave room in a low log for the reason why it is empty, below the column headers', async () => {
    const { window } = test;
    const { page, panel } = window;
    await page.setViewportSize({ width: 400, height: 400 });
    await saidByOne(window, connect, 'hello');
    await panel.getByRole('radio', { name: 'Log' }).click();
    await window.pressAction('Transcript', 'Filter');
    await panel.getByRole('spinbutton', { name: 'Min message size in bytes' }).fill('100');
    const reason = await panel.getByText('No entries match the filter.').boundingBox();
    const heads = await panel.locator('.log-head').boundingBox();
    const composer = await panel.locator('.composer').boundingBox();
    assert.ok(reason && heads && composer);
    assert.ok(heads.y + heads.height <= reason.y, 'the column headers are above it');
    assert.ok(reason.y + reason.height <= composer.y, 'it is whole');
  });

  it('leave room for rows in a low log below both bars, whose controls scroll into view', async () => {
    const { window } = test;
    const { page, panel } = window;
    await page.setViewportSize({ width: 400, height: 400 });
    await saidByOne(window, connect, 'hello');
    await connect(await window.port());
    await panel.getByRole('radio', { name: 'Log' }).click();
    await window.pressAction('Transcript', 'Filter');
    await panel.getByRole('spinbutton', { name: 'Min message size in bytes' }).fill('0');
    await panel.getByRole('button', { name: 'Clear Filter' }).waitFor();
    await page.keyboard.press('Control+f');
    const frame = await window.frame();
    // Three rows are visible.
    await frame.waitForFunction(() => (document.querySelector('.scroller')?.clientHeight ?? 0) >= 66);
    const hidden = await frame.evaluate(() => {
      const [bar, close] = ['.bar.filter', '.bar.filter .bar-close button'].map(one => document.querySelector(one));
      const controls = [...(bar?.querySelectorAll<HTMLElement>('button, select, input') ?? [])];
      const isHidden = (control: HTMLElement) => {
        control.focus();
        const { left, right, top, bottom } = control.getBoundingClientRect();
        const end = control === close ? innerWidth : (close?.getBoundingClientRect().left ?? 0);
        return left < 0 || right > end || top < (bar?.getBoundingClientRect().top ?? 0) || bottom > innerHeight;
      };
      return { count: controls.length, hidden: controls.filter(isHidden).map(one => one.outerHTML) };
    });
    assert.deepEqual(hidden, { count: 10, hidden: [] });
  });

  it('say that the stream isn’t split if there is room for that', async () => {
    const { window } = test;
    await window.start('Start TCP Server', 0);
    const label = window.panel.getByRole('button', { name: /^Framing/ }).getByText('no framing', { exact: true });
    for (const roomy of [400, 640, 700, 1400]) {
      await window.page.setViewportSize({ width: roomy, height });
      await label.waitFor();
    }
    await window.page.setViewportSize({ width: 320, height });
    await label.waitFor({ state: 'hidden' });
    const port = await window.port();
    for (let count = 0; count < 3; count++) await connect(port);
    await window.page.setViewportSize({ width: 1400, height });
    await label.waitFor();
    await window.page.setViewportSize({ width: 650, height });
    await label.waitFor({ state: 'hidden' });
    // A client's actions take precedence. They get their width after they are added.
    await window.page.setViewportSize({ width: 760, height });
    await label.waitFor();
    await window.panel.getByRole('group', { name: 'Show messages for' }).getByRole('button').nth(1).click();
    await label.waitFor({ state: 'hidden' });
    await peerChip(window, 'All').click();
    await label.waitFor();
    for (let count = 0; count < 3; count++) await connect(port);
    await window.page.setViewportSize({ width: 700, height });
    await label.waitFor({ state: 'hidden' });
    await peerChip(window, 'All').press('Tab');
    await window.page.keyboard.press('F2');
    await window.answer(
      'Rename Client',
      'a name of so many letters that the clients scroll at any width that a panel can have, also here',
    );
    // Without the label, the chips would scroll as well.
    for (const scrolling of [1000, 1400]) {
      await window.page.setViewportSize({ width: scrolling, height });
      await label.waitFor();
    }
  });

  it('list disconnected clients in the first line if none is connected', async () => {
    const { window } = test;
    await window.start('Start TCP Server', 0);
    (await connect(await window.port())).destroy();
    const choice = window.panel.getByRole('combobox', { name: 'Disconnected' });
    await choice.waitFor();
    const view = window.panel.getByRole('radiogroup', { name: 'View' });
    for (const [wide, isBeside] of [
      [400, false],
      [511, true],
      [521, true],
      [640, true],
      [700, true],
    ] as const) {
      await window.page.setViewportSize({ width: wide, height });
      const [one, other] = [await view.boundingBox(), await choice.boundingBox()];
      assert.equal(Math.abs((one?.y ?? 0) - (other?.y ?? 0)) < 10, isBeside, `${wide} px`);
      assert.ok(await isWhole(choice), `whole at ${wide} px`);
    }
  });

  for (const framing of [{ line: 'lf' }, { delimiter: 'ff ff ff ff ff ff' }] as const)
    it(`list disconnected clients in the first line beside a ${Object.keys(framing)[0]} framing`, async () => {
      const { window } = test;
      await window.extension.run('startTcpServer', { framing });
      await window.openPanel();
      (await connect(await window.port())).destroy();
      const choice = window.panel.getByRole('combobox', { name: 'Disconnected' });
      await choice.waitFor();
      const view = window.panel.getByRole('radiogroup', { name: 'View' });
      for (const wide of [500, 511, 521, 640]) {
        await window.page.setViewportSize({ width: wide, height });
        const parts = [view, choice, window.panel.locator('.framing'), toolbar('Transcript')];
        const tops = await Promise.all(parts.map(async part => (await part.boundingBox())?.y ?? 0));
        assert.ok(Math.max(...tops) - Math.min(...tops) < 10, `${wide} px: ${tops}`);
        assert.ok(await isWhole(choice), `whole at ${wide} px`);
      }
    });

  it('prefer a list of clients to the framing’s label in the first line', async () => {
    const { window } = test;
    await window.extension.run('startTcpServer', { framing: { line: 'lf' } });
    await window.openPanel();
    const list = await twelvePeers(window, connect);
    const label = window.panel.getByRole('button', { name: /^Framing/ }).getByText('LF lines', { exact: true });
    const frame = await window.frame();
    const hasLines = (count: number) =>
      frame.waitForFunction(
        lines => Math.floor((document.querySelector('.toolbar')?.clientHeight ?? 0) / 28) === lines,
        count,
      );
    await window.page.setViewportSize({ width: 700, height });
    await label.waitFor();
    await hasLines(1);
    await window.page.setViewportSize({ width: 511, height });
    await label.waitFor({ state: 'hidden' });
    await hasLines(1);
    // The label costs no line if there are two anyway.
    await window.page.setViewportSize({ width: 400, height });
    await label.waitFor();
    await hasLines(2);
    await window.page.setViewportSize({ width: 511, height });
    await list.click();
    await window.page.keyboard.press('ArrowDown');
    await window.page.keyboard.press('Enter');
    await window.panel.getByRole('toolbar', { name: 'Client' }).waitFor();
    await hasLines(1);
  });

  it('take at most two lines with a framing, connected and disconnected clients, however narrow the panel is', async () => {
    const { window } = test;
    await window.extension.run('startTcpServer', { framing: { line: 'lf' } });
    await window.openPanel();
    const port = await window.port();
    (await connect(port)).destroy();
    await window.panel.getByRole('combobox', { name: 'Disconnected' }).waitFor();
    const { localPort } = await connect(port);
    const chip = peerChip(window, `:${localPort}`);
    await chip.waitFor();
    const frame = await window.frame();
    const hasTwoLines = async () => {
      for (const width of [240, 280, 320, 400, 511]) {
        await window.page.setViewportSize({ width, height });
        await frame.waitForFunction(() => (document.querySelector('.toolbar')?.clientHeight ?? 100) < 80);
      }
    };
    await hasTwoLines();
    const label = window.panel.getByRole('button', { name: /^Framing/ }).getByText('LF lines', { exact: true });
    await label.waitFor();
    await chip.click();
    await hasTwoLines();
    // The label is shown if there is room.
    await label.waitFor();
  });

  it('have room for numbers in the filter, and for problems in a few lines, in a panel of 240 pixels', async () => {
    const { window } = test;
    const { page, panel } = window;
    await page.setViewportSize({ width: 240, height });
    await window.start('Start TCP Server', 0);
    await window.pressAction('Transcript', 'Filter');
    for (const name of ['Min', 'Max']) {
      const box = await panel.getByRole('spinbutton', { name: `${name} message size in bytes` }).boundingBox();
      assert.ok((box?.width ?? 0) > 50 && (box?.x ?? 0) + (box?.width ?? 0) < 240, name);
    }
    await window.composer.fill('hello {{$nwo}}');
    const problem = panel.getByRole('alert').filter({ hasText: 'unknown placeholder' });
    assert.ok(((await problem.boundingBox())?.height ?? 0) < 70);
    assert.match((await problem.getAttribute('title')) ?? '', /Did you mean \{\{\$now\}\}\?/);
  });

  it('show the whole notation in a panel of 240 pixels, and that other options are set', async () => {
    const { window } = test;
    await window.page.setViewportSize({ width: 240, height });
    await saidByOne(window, connect, 'hello');
    await connect(await window.port());
    // The recipient takes up room, too.
    await window.panel.getByRole('combobox', { name: 'To' }).filter({ hasText: 'both clients' }).waitFor();
    const format = await window.openFormat();
    await format.getByLabel('Checksum').selectOption('CRC-8');
    await format.getByRole('checkbox', { name: 'Escapes' }).check();
    await window.page.keyboard.press('Escape');
    const button = window.panel.getByRole('button', { name: 'Format: Text · Escapes · CRC-8' });
    const shown = await button.locator('.format-text').evaluate(element => {
      const notation = element.querySelector('.format-notation')?.getBoundingClientRect();
      return { notation: notation?.width ?? 0, room: element.clientWidth };
    });
    // After it, there is room for an ellipsis.
    assert.ok(shown.notation > 20 && shown.notation + 12 < shown.room, JSON.stringify(shown));
  });

  it('keep the chosen client in view', async () => {
    const { window } = test;
    await window.start('Start TCP Server', 0);
    const port = await window.port();
    const ports: (number | undefined)[] = [];
    for (let count = 0; count < 8; count++) ports.push((await connect(port)).localPort);
    // At this width all chips fit, so the click alone scrolls nothing.
    await window.page.setViewportSize({ width: 1400, height });
    const last = peerChip(window, `:${ports[7]}`);
    await last.click();
    await window.page.setViewportSize({ width: 400, height });
    await shown(last);
  });

  /** Resolves when a chip is inside the visible part of the scrolling row. */
  async function shown(chip: Locator): Promise<void> {
    await (await test.window.frame()).waitForFunction(
      element => {
        const [row, box] = [element?.parentElement?.getBoundingClientRect(), element?.getBoundingClientRect()];
        return row && box && box.left >= row.left && box.right <= row.right;
      },
      await chip.elementHandle(),
    );
  }

  it('are all reachable in a panel of 240 pixels', async () => {
    const { window } = test;
    await saidByOne(window, connect, 'hello');
    await window.page.setViewportSize({ width: 240, height });
    const format = await window.openFormat();
    await format.getByRole('combobox', { name: 'Line ending' }).selectOption('crlf');
    await window.page.keyboard.press('Escape');
    const frame = await window.frame();
    // Icons leave as soon as the width is known.
    await frame.waitForFunction(() => {
      const controls = document.querySelectorAll('button, select, textarea, vscode-button');
      const isReached = (control: Element) => {
        const { left, right, top, bottom } = control.getBoundingClientRect();
        const there = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
        return right <= innerWidth && control.contains(there);
      };
      return [...controls].filter(one => one.checkVisibility() && !one.closest('.chips, .row')).every(isReached);
    });
    await window.say('still works');
    await window.rows.filter({ hasText: 'still works' }).waitFor();
    await window.pressAction('Message', 'Repeat');
    await window.panel.getByRole('group', { name: 'Repeat' }).waitFor();
  });
});
