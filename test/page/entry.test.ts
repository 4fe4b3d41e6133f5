import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { assertNear } from '../support/assertNear.ts';
import { clientsOfEachTest } from '../support/clients.ts';
import { settings } from '../support/fakeVscode/configuration.ts';
import { characterWidth, lineStarts } from '../support/page/lineStarts.ts';
import { root } from '../support/paths.ts';
import { eachInItsOwnPage } from './window.ts';

const png = readFileSync(join(root, 'media/icon.png'));

describe('an entry in the entry view', function () {
  this.timeout(60_000);
  const test = eachInItsOwnPage();
  const client = clientsOfEachTest();

  const entry = () => test.window.panel.getByRole('region', { name: 'Entry' });
  const pane = (name: string) => entry().getByRole('radio', { name, exact: true });
  const shown = (name: string) => entry().getByRole('radio', { name, exact: true, checked: true }).waitFor();

  /** Connects a client to a new server, whose messages are lines on request. */
  async function connected(config: object = {}) {
    await test.window.start('Start TCP Server', 0);
    if (Object.keys(config).length > 0) await test.window.edit(config);
    return client(await test.window.port());
  }

  async function inspect(text: string): Promise<Locator> {
    const row = test.window.rows.filter({ hasText: text });
    await row.hover();
    await row.getByRole('button', { name: 'Inspect (Enter)' }).click();
    return row;
  }

  it('shows its bytes, the numbers in them and its JSON, and restores the focus', async () => {
    const { page } = test.window;
    const socket = await connected();
    socket.write('{"id":12345678901234567890,"ok":true}');
    const row = await inspect('1234567890123');
    await shown('JSON');
    await entry().getByText('"id": 12345678901234567890').waitFor();
    await pane('Hex').click();
    await entry().getByRole('row').filter({ hasText: '7b226964' }).waitFor();
    await entry().getByText('31522', { exact: true }).first().waitFor();
    await page.keyboard.press('Escape');
    await entry().waitFor({ state: 'detached' });
    assert.ok(await row.evaluate(element => element.contains(document.activeElement)));
    await row.press('Enter');
    await entry().waitFor();
    await row.press('Escape');
    await entry().waitFor({ state: 'detached' });
    for (const width of [240, 400, 700, 1400]) {
      await page.setViewportSize({ width, height: 700 });
      await row.press('Enter');
      await entry().getByRole('grid').and(test.window.panel.locator(':focus')).waitFor();
      await page.keyboard.press('Escape');
      await row.and(test.window.panel.locator(':focus')).waitFor();
    }
  });

  it('marks the byte that doesn’t fit the framing, in bytes and in text', async () => {
    const socket = await connected({ framing: 'netstring' });
    socket.write('2:hi,2:hi\x01\0');
    await test.window.rows.filter({ hasText: 'byte 5 of a message' }).waitFor();
    await inspect('2:hi');
    await pane('Hex').click();
    const selected = entry().getByRole('gridcell', { selected: true });
    await selected.waitFor();
    assert.deepEqual(await selected.allTextContents(), ['01']);
    await pane('Text').click();
    await entry().getByText('Offset 4 (0x4), 1 byte').waitFor();
  });

  it('opens in the pane that fits it, and in the chosen one until the chosen one fits anyway', async () => {
    const { window } = test;
    const socket = await connected({ framing: { line: 'lf' } });
    socket.write('{"first":1}\n');
    socket.write('plain text\n');
    socket.write(`${'a long text '.repeat(100)}\n`);
    socket.write('{"second":2}\n');
    socket.write(Buffer.from([0xff, 0xfe, 0x0a]));
    await window.rows.filter({ hasText: '\\xff' }).press('Enter');
    await shown('Hex');
    await entry().getByRole('grid').and(window.panel.locator(':focus')).waitFor();
    await window.rows.filter({ hasText: 'plain text' }).click();
    await shown('Hex');
    await entry().getByRole('row').filter({ hasText: '706c61696e2074' }).waitFor();
    await window.rows.filter({ hasText: 'a long text' }).click();
    await shown('Text');
    await window.rows.filter({ hasText: 'first' }).click();
    await shown('JSON');
    await pane('Text').click();
    await window.rows.filter({ hasText: 'second' }).click();
    await entry().getByText('"second":2').waitFor();
    await shown('Text');
    // The choice outlives the view.
    await entry().getByRole('button', { name: 'Close (Escape)' }).click();
    await entry().waitFor({ state: 'detached' });
    await window.rows.filter({ hasText: 'first' }).press('Enter');
    await shown('Text');
    await pane('JSON').click();
    await window.rows.filter({ hasText: 'a long text' }).click();
    await shown('Text');
    await window.rows.filter({ hasText: 'second' }).click();
    await shown('JSON');
  });

  it('indents the continuation of a JSON line, aligns that of a text line, and copies each as one line', async () => {
    const { window } = test;
    const socket = await connected({ framing: { lengthPrefix: { bytes: 4, endian: 'big' } } });
    const send = (text: string) =>
      socket.write(Buffer.concat([Buffer.from([0, 0, text.length >> 8, text.length & 0xff]), Buffer.from(text)]));
    const json = JSON.stringify({ deep: { words: 'many words '.repeat(40), last: 1 } }, null, 2);
    const far = `${' '.repeat(60)}far ${'and further '.repeat(20)}`;
    send(json);
    send(`first\n    indented ${'text '.repeat(60)}\n${far}\nlast`);
    await window.rows.filter({ hasText: 'many words' }).press('Enter');
    await shown('JSON');
    const line = (text: string) => entry().locator('.indented').filter({ hasText: text });
    const startsOf = async (text: string) => {
      const character = await characterWidth(line(text));
      const [, ...starts] = await lineStarts(line(text));
      assert.ok(starts.length > 2 && new Set(starts.map(Math.round)).size === 1, `${starts}`);
      return (starts[0] ?? 0) / character;
    };
    for (const width of [1400, 400]) {
      await window.page.setViewportSize({ width, height: 900 });
      assertNear([await startsOf('many words')], [6], 0.1);
    }
    const selected = await entry()
      .locator('.formatted-text')
      .evaluate(element => {
        getSelection()?.selectAllChildren(element);
        return String(getSelection());
      });
    assert.equal(selected.trim(), json);
    // The next message is below the visible part of a lower list.
    await window.page.setViewportSize({ width: 400, height: 1600 });
    await window.rows.filter({ hasText: 'first' }).click();
    await pane('Text').click();
    assertNear([await startsOf('indented')], [4], 0.1);
    const [, ...starts] = await lineStarts(line('further'));
    for (const start of starts) assert.ok(start > 100 && start < 200, `more than half of the width is left: ${starts}`);
  });

  it('colors JSON in the theme’s colors', async () => {
    const socket = await connected();
    socket.write('{"key":["text",1,true]}');
    await inspect('key');
    const colors = ['"key"', '"text"', '1', 'true', '{'].map(text =>
      entry()
        .locator('.formatted-text')
        .getByText(text, { exact: true })
        .first()
        .evaluate(element => getComputedStyle(element).color),
    );
    assert.deepEqual(await Promise.all(colors.slice(0, 4)), [
      'rgb(197, 134, 192)',
      'rgb(206, 145, 120)',
      'rgb(181, 206, 168)',
      'rgb(78, 148, 206)',
    ]);
  });

  it('shows a picture, and says if its end is missing', async () => {
    const socket = await connected({ framing: { lengthPrefix: { bytes: 4, endian: 'big' } } });
    const send = (bytes: Uint8Array) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(bytes.length);
      socket.write(Buffer.concat([length, bytes]));
    };
    send(png);
    await test.window.rows.filter({ hasText: 'PNG' }).press('Enter');
    const picture = entry().getByRole('img', { name: 'PNG, 256 × 256' });
    await shown('Image');
    await picture.and(test.window.panel.locator('img')).waitFor();
    const width = await picture.evaluate(async (image: HTMLImageElement) => {
      await image.decode();
      return image.naturalWidth;
    });
    assert.equal(width, 256);
    send(png.subarray(0, 5000));
    await test.window.rows.filter({ hasText: '5000 B' }).click();
    await entry().getByText('The end of this image is missing.').waitFor();
    // No picture has such a color type.
    send(Buffer.concat([png.map((byte, at) => (at === 25 ? 0x7f : byte)), Buffer.of(0)]));
    await test.window.rows.filter({ hasText: '17233 B' }).click();
    await entry().getByText('This image is damaged.').waitFor();
  });

  it('shows JSON that is too long or too deeply nested as text', async () => {
    const socket = await connected({ framing: { line: 'lf' } });
    socket.write(`${'['.repeat(100_000)}\n`);
    socket.write(`{"long":[${'1,'.repeat(8 * 1024 * 1024 - 10)}1]}\n`);
    await test.window.rows.filter({ hasText: '[[[[' }).press('Enter');
    await entry().getByRole('region', { name: 'Text' }).filter({ hasText: '[[[[' }).waitFor();
    await test.window.rows.filter({ hasText: '{"long"' }).click();
    await entry().getByRole('region', { name: 'Text' }).filter({ hasText: '{"long"' }).waitFor();
    assert.equal(await pane('JSON').count(), 0);
  });

  it('fetches the rest if it may be JSON in the chosen encoding', async () => {
    const socket = await connected({ framing: { lengthPrefix: { bytes: 4, endian: 'big' } } });
    // The space keeps it from starting like JSON in UTF-8.
    const text = Buffer.from(` ${JSON.stringify({ long: 'x'.repeat(100_000), last: true, 'a\x7f': 1 })}`, 'utf16le');
    const length = Buffer.alloc(4);
    length.writeUInt32BE(text.length);
    socket.write(Buffer.concat([length, text]));
    await test.window.rows.filter({ hasText: '200062 B' }).press('Enter');
    await pane('Text').click();
    await entry().getByRole('button', { name: 'Load More' }).waitFor();
    assert.equal(await pane('JSON').count(), 0);
    await entry().getByRole('combobox', { name: 'Encoding' }).selectOption('UTF-16 LE');
    await pane('JSON').click();
    await entry().getByText('"last": true').waitFor();
    await entry().getByText('"a\\u{7f}": 1').waitFor();
  });

  it('says that an empty message is empty, and can be closed', async () => {
    const socket = await connected({ framing: { line: 'lf' } });
    socket.write('\n');
    await test.window.rows.filter({ hasText: 'empty' }).press('Enter');
    await entry().getByText('empty').waitFor();
    await test.window.page.keyboard.press('Escape');
    await entry().waitFor({ state: 'detached' });
  });

  it('is copied in the notation of other languages, and follows the focused row', async () => {
    const { window } = test;
    const socket = await connected();
    socket.write(Buffer.from([1, 2, 255]));
    await inspect('\\x01\\x02\\xff');
    await window.page.setViewportSize({ width: 1400, height: 700 });
    await entry().getByRole('combobox', { name: 'Copy as' }).selectOption('Python bytes');
    await entry().getByText('Copied', { exact: false }).first().waitFor();
    assert.equal(await window.clipboard(), String.raw`b'\x01\x02\xff'`);
    await window.page.setViewportSize({ width: 511, height: 700 });
    await entry().getByRole('combobox', { name: 'Copy as' }).selectOption('Base64');
    await window.copied('AQL/');
    socket.write('another');
    await window.rows.filter({ hasText: 'another' }).click();
    await entry().getByRole('row').filter({ hasText: '616e6f74686572' }).waitFor();
  });

  it('follows the search, which keeps the focus', async () => {
    const { window } = test;
    const socket = await connected({ framing: { line: 'lf' } });
    socket.write(['needle one', ...Array.from({ length: 300 }, (_, at) => `hay ${at}`), 'needle two', ''].join('\n'));
    await inspect('needle two');
    await pane('Text').click();
    const text = (shown: string) => entry().getByRole('region', { name: 'Text' }).filter({ hasText: shown }).waitFor();
    await text('needle two');
    await window.page.keyboard.press('Control+f');
    const find = window.panel.getByRole('textbox', { name: 'Find in the transcript' });
    await find.fill('needle');
    await window.panel.getByText('2 of 2', { exact: true }).waitFor();
    await find.press('Enter');
    await text('needle one');
    await find.press('Enter');
    await text('needle two');
    await find.and(window.panel.locator(':focus')).waitFor();
  });

  it('shows what doesn’t fit in a bubble', async () => {
    const { window } = test;
    const socket = await connected();
    socket.write(Buffer.alloc(9000, 'x'));
    await window.panel.getByRole('button', { name: 'Show More' }).click();
    await window.panel.getByRole('button', { name: '4904 more bytes' }).click();
    await entry().getByText('9000 bytes', { exact: true }).waitFor();
    await entry().getByRole('region', { name: 'Text' }).filter({ hasText: 'xxx' }).waitFor();
    await pane('Hex').click();
    await entry().getByRole('rowheader', { name: '0000', exact: true }).waitFor();
  });

  it('stays when the transcript drops its row, and says so', async () => {
    const { window } = test;
    const socket = await connected({ framing: { line: 'lf' } });
    socket.write(`${'y'.repeat(100_000)}\n`);
    await window.rows.filter({ hasText: 'yyyy' }).press('Enter');
    await entry().getByRole('button', { name: 'Load More' }).waitFor();
    settings.set('portside.transcript.maxEntries', 1000);
    socket.write('z\n'.repeat(4000));
    await entry().getByRole('alert').filter({ hasText: 'This message is no longer in the transcript.' }).waitFor();
    await entry().getByRole('region', { name: 'Text' }).filter({ hasText: 'yyy' }).waitFor();
    settings.set('portside.transcript.maxEntries', undefined);
    await window.page.keyboard.press('Escape');
    await entry().waitFor({ state: 'detached' });
  });

  describe('beside the transcript or below it', () => {
    const sash = () => test.window.panel.getByRole('separator', { name: 'Resize the entry view' });
    const boxes = async (row: Locator) => {
      const list = await test.window.panel.getByRole('list', { name: 'Transcript' }).boundingBox();
      const [inside, view] = [await row.boundingBox(), await entry().boundingBox()];
      assert.ok(list && inside && view);
      return { list, row: inside, view };
    };

    /** Resolves once the row is inside the visible part of the list. */
    async function rowIsInSight(row: Locator): Promise<void> {
      // The row may get another element when the list's size changes.
      while (!(await isInSight(row)));
    }

    /** Resolves with true when it is visible, and with false when it has been removed from the page. */
    function isInSight(row: Locator): Promise<boolean> {
      return row.evaluate(
        element =>
          new Promise<boolean>(resolve => {
            const list = element.closest('.scroller');
            new MutationObserver(() => element.isConnected || resolve(false)).observe(document, {
              childList: true,
              subtree: true,
            });
            new IntersectionObserver(
              entries => {
                if (entries.some(({ intersectionRatio }) => intersectionRatio > 0.95)) resolve(true);
              },
              { root: list, threshold: [0, 0.5, 0.96, 1] },
            ).observe(element);
            if (!list) resolve(false);
          }),
      );
    }

    async function twentyLines() {
      const socket = await connected({ framing: { line: 'lf' } });
      for (let line = 10; line < 30; line++) socket.write(`line ${line}\n`);
      await test.window.rows.filter({ hasText: 'line 29' }).waitFor();
      return test.window.rows.filter({ hasText: 'line 25' });
    }

    it('is placed where there is room, and never hides its own row', async () => {
      const { page } = test.window;
      await page.setViewportSize({ width: 900, height: 800 });
      const row = await twentyLines();
      await row.press('Enter');
      await shown('Hex');
      await rowIsInSight(row);
      const below = await boxes(row);
      assert.ok(below.view.y >= below.list.y + below.list.height - 1);
      for (const [width, height] of [
        [900, 460],
        [1400, 800],
        [511, 560],
        [400, 500],
      ] as const) {
        await page.setViewportSize({ width, height });
        await rowIsInSight(row);
      }
      await page.setViewportSize({ width: 1400, height: 800 });
      await sash().and(test.window.panel.locator('[aria-orientation="vertical"]')).waitFor();
      const beside = await boxes(row);
      assert.ok(beside.view.x >= beside.list.x + beside.list.width - 1);
    });

    it('is resized by keys and by dragging, and keeps its size', async () => {
      const { window } = test;
      const { page } = window;
      await page.setViewportSize({ width: 1400, height: 800 });
      const row = await twentyLines();
      await row.press('Enter');
      await sash().and(window.panel.locator('[aria-valuenow="50"]')).waitFor();
      await sash().press('ArrowLeft');
      await sash().and(window.panel.locator('[aria-valuenow="52"]')).waitFor();
      await sash().press('Home');
      assert.equal(await sash().getAttribute('aria-valuenow'), await sash().getAttribute('aria-valuemin'));
      const { list, view } = await boxes(row);
      await page.mouse.move(view.x, list.y + 100);
      await page.mouse.down();
      await page.mouse.move(840, list.y + 120);
      await page.mouse.up();
      await sash().and(window.panel.locator('[aria-valuenow="40"]')).waitFor();
      await entry().getByRole('button', { name: 'Close (Escape)' }).click();
      await row.press('Enter');
      await sash().and(window.panel.locator('[aria-valuenow="40"]')).waitFor();
      // The entry view takes the focus when its pane is rendered.
      await entry().locator(':focus').waitFor();
      await sash().press('Enter');
      await sash().and(window.panel.locator('[aria-valuenow="50"]')).waitFor();
    });
  });
});
