/** How a transcript's rows look: as text and in hex, grouped, and in columns at every width. */
import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { Locator } from 'playwright-core';
import { clientsOfEachTest } from '../support/clients.ts';
import { settings } from '../support/fakeVscode/configuration.ts';
import { characterWidth, lineStarts } from '../support/page/lineStarts.ts';
import { refuseAction, refused } from '../support/page/refuseAction.ts';
import { radio } from '../support/panelScenes.ts';
import { eachInItsOwnPage } from './window.ts';

/** Page widths in px. */
const widths = [240, 400, 511, 700, 1400];

describe('the rows of a transcript', function () {
  this.timeout(60_000);
  const test = eachInItsOwnPage({ height: 900 });
  const client = clientsOfEachTest();

  const form = () => test.window.panel.getByRole('combobox', { name: 'Show messages as' });
  const row = (text: string | RegExp) => test.window.rows.filter({ hasText: text });

  async function serverWith(...messages: (string | Uint8Array)[]): Promise<void> {
    await serverOf({}, ...messages);
  }

  async function serverOf(config: object, ...messages: (string | Uint8Array)[]): Promise<void> {
    const { window } = test;
    await window.extension.run('startTcpServer', { framing: { line: 'lf' }, ...config });
    await window.openPanel();
    const socket = await client(await window.port());
    for (const message of messages) {
      socket.write(message);
      socket.write('\n');
    }
    await window.has(messages.length, window.rows.locator('.bubble-row.in'));
  }

  it('show text, hex, or hex with the text beside it, in both views, and the panel remembers which', async () => {
    const { window } = test;
    await serverWith(Buffer.from('Hi \xff', 'latin1'));
    await row('Hi \\xff').waitFor();
    await form().selectOption('Hex');
    await row('48 69 20 ff').waitFor();
    await form().selectOption('Mixed');
    await row(/48 69 20 ff\s*Hi ·/).waitFor();
    await radio(window, 'View', 'Log').click();
    await row(/48 69 20 ff\s*Hi ·/).waitFor();
    await window.hidePanel();
    window.showPanel();
    await row(/48 69 20 ff\s*Hi ·/).waitFor();
    await form().selectOption('Hex');
    await row(/48 69 20 ff\s*$/).waitFor();
    await form().selectOption('Text');
    await row('Hi \\xff').waitFor();
  });

  it('align the continuation of an indented line with its start', async () => {
    const { window } = test;
    await serverOf({ framing: 'none' }, `{\n    "words": "${'many words '.repeat(20)}"\n}`);
    await window.page.setViewportSize({ width: 400, height: 900 });
    for (const view of ['Chat', 'Log']) {
      await radio(window, 'View', view).click();
      if (view === 'Log') await row('many words').press(' ');
      const line = row('many words').locator('.indented');
      const indent = 4 * (await characterWidth(line));
      const [, ...starts] = await lineStarts(line);
      assert.ok(indent > 20 && starts.length > 2, view);
      for (const start of starts) assert.ok(Math.abs(start - indent) < 1, `${view}: ${starts}`);
    }
  });

  it('start a long word beside the indentation, without an empty line before it', async () => {
    const { window } = test;
    await serverOf({ framing: 'none' }, `def f():\n        call(${'long'.repeat(20)})\n\tcall(${'tabbed'.repeat(20)})`);
    await window.page.setViewportSize({ width: 400, height: 900 });
    for (const word of ['longlong', 'tabbed']) {
      const isBeside = await row(word)
        .locator('.indented')
        .filter({ hasText: word })
        .evaluate(line => {
          const [indentation, word] = [document.createRange(), document.createRange()];
          indentation.selectNodeContents(line.querySelector('.indentation') ?? line);
          word.selectNodeContents(line);
          word.setStartAfter(line.querySelector('.indentation') ?? line);
          return word.getClientRects()[0]?.bottom === indentation.getClientRects()[0]?.bottom;
        });
      assert.ok(isBeside, word);
    }
  });

  it('show a short message whole beside the buttons of an open row', async () => {
    const { window } = test;
    await serverWith('hello you');
    await radio(window, 'View', 'Log').click();
    for (const width of [400, 511, 1400]) {
      await window.page.setViewportSize({ width, height: 900 });
      await row('hello you').press(' ');
      await row('hello you').getByRole('group', { name: 'Hexdump' }).waitFor();
      const text = await row('hello you')
        .locator('.lines')
        .evaluate(element => {
          const range = document.createRange();
          range.selectNodeContents(element);
          const { right, top, bottom } = range.getBoundingClientRect();
          return { right, top, bottom };
        });
      const buttons = await row('hello you').locator('.row-actions').boundingBox();
      assert.ok(buttons && text.right > 0);
      assert.ok(text.right <= buttons.x || text.top >= buttons.y + buttons.height - 2, `${width} px`);
      await row('hello you').press(' ');
      await row('hello you').getByRole('group', { name: 'Hexdump' }).waitFor({ state: 'detached' });
    }
  });

  it('leave errors about their peer to the panel', async () => {
    const { window } = test;
    await serverWith('hello you');
    refuseAction(window.tab(String(await window.port())), 'renamePeer');
    await row('hello you').press('F2');
    await window.panel.getByRole('alert').filter({ hasText: refused }).waitFor();
  });

  it('show datagrams according to the setting, including empty ones, until something else is chosen', async () => {
    const { window } = test;
    settings.set('portside.transcript.showAs', 'hex');
    await window.start('Open UDP Socket', '127.0.0.1:0');
    const sender = createSocket('udp4');
    const port = await window.port();
    for (const message of ['', 'abc']) sender.send(message, port, '127.0.0.1');
    await row('61 62 63').waitFor();
    await row('(empty)').waitFor();
    settings.set('portside.transcript.showAs', 'mixed');
    await row(/61 62 63\s*abc/).waitFor();
    await form().selectOption('Text');
    await row('abc').waitFor();
    settings.set('portside.transcript.showAs', 'hex');
    await window.say('later');
    await row('later').waitFor();
    sender.close();
    await once(sender, 'close');
  });

  it('fold long binary messages, show more on request, and link to the rest', async () => {
    const { window } = test;
    await window.page.setViewportSize({ width: 800, height: 700 });
    await serverWith(Buffer.alloc(1_000_000, 'x'));
    await form().selectOption('Mixed');
    const lines = row('78 78').locator('.dump-line');
    await radio(window, 'View', 'Log').click();
    // As many bytes as four lines of hex in the other view, whose lines are twice as long.
    await window.has(8, lines);
    await window.panel.getByRole('button', { name: 'Show More' }).waitFor();
    await radio(window, 'View', 'Chat').click();
    await window.has(6, lines);
    await row('78 78').press(' ');
    await window.panel.getByRole('button', { name: '995904 more bytes' }).waitFor();
    await row('78 78').press(' ');
    await window.has(6, lines);
    await window.panel.getByRole('button', { name: 'Show More' }).click();
    await window.panel.getByRole('button', { name: '995904 more bytes' }).click();
    await window.panel.getByRole('region', { name: 'Entry' }).getByText('1000000 bytes', { exact: true }).waitFor();
  });

  it('have sixteen bytes per line in the log if these fit beside the columns', async () => {
    const { window } = test;
    await serverOf({ reply: [{ when: { regex: '.+' }, send: 'pong\n' }] }, 'a message of more than thirty-two bytes');
    await radio(window, 'View', 'Log').click();
    await form().selectOption('Mixed');
    await row('pong').locator('.rule-number').getByText('1').waitFor();
    const lines = row('a messag').locator('.dump-line');
    for (const [width, count] of [
      [800, 5],
      [920, 3],
      [970, 3],
      [1400, 3],
    ] as const) {
      await window.page.setViewportSize({ width, height: 900 });
      await window.has(count, lines);
      const isCut = await lines.first().evaluate(line => line.scrollWidth > line.clientWidth);
      assert.equal(isCut, false, `${width} px`);
    }
  });

  it('mark matches in hex as in text', async () => {
    const { window } = test;
    const { panel } = window;
    await serverWith('find me here');
    await panel.getByRole('list', { name: 'Transcript' }).press('ControlOrMeta+f');
    await panel.getByRole('textbox', { name: 'Find in the transcript' }).fill('me');
    const marks = window.rows.locator('mark');
    await marks.filter({ hasText: /^me$/ }).waitFor();
    await form().selectOption('Hex');
    await marks.filter({ hasText: /^6d 65$/ }).waitFor();
    await form().selectOption('Mixed');
    await window.has(2, marks);
  });

  it('name the client and the time once for consecutive messages', async () => {
    const { window } = test;
    await serverWith('one', 'two', 'three');
    await window.say('mine');
    await row('mine').waitFor();
    const heads = (text: string) => row(text).locator('.group-head');
    await window.has(1, window.rows.locator('.in .group-head'));
    await heads('one').waitFor();
    await heads('mine').waitFor();
    // Screen readers get both with each message.
    assert.match(await row('three').innerText(), /:\d+\s+\d\d:\d\d:\d\d\.\d{3}\s+three/);
  });

  it('have all columns in the log at every width, below a header that names them', async () => {
    const { window } = test;
    const rule = { when: { regex: '^ping$' }, send: 'pong\n' };
    await serverOf({ reply: [rule] }, 'ping', 'a longer message than fits into half of a narrow panel, or so it seems');
    await radio(window, 'View', 'Log').click();
    await row('pong').waitFor();
    const header = window.panel.getByRole('group', { name: 'Columns' });
    for (const width of widths) {
      await window.page.setViewportSize({ width, height: 900 });
      await drawn();
      for (const cell of ['time', 'since', 'arrow', 'peer-name', 'length', 'rule-number', 'text'])
        assert.ok(await isWhole(row('pong').locator(`.${cell}`), width), `${cell} at ${width} px`);
      for (const name of ['Time', 'Client', 'Bytes', 'Rule', 'Message'])
        assert.ok(await isWhole(header.getByText(name, { exact: true }), width), `${name} at ${width} px`);
    }
    const described = await window.panel.getByRole('list', { name: 'Transcript' }).getAttribute('aria-describedby');
    assert.equal(await header.getAttribute('id'), described);
  });

  it('have the text of an open row beside its buttons, not under them', async () => {
    const { window } = test;
    await serverWith(
      'a message of some words, so many that they go on below the buttons at the end of the row, and further',
    );
    await radio(window, 'View', 'Log').click();
    await row('a message').press(' ');
    await window.panel.getByText('61 20 6d').waitFor();
    for (const width of [700, 1000]) {
      await window.page.setViewportSize({ width, height: 900 });
      await drawn();
      const covered = await row('a message').evaluate(element => {
        const buttons = element.querySelector('.row-actions')?.getBoundingClientRect() ?? new DOMRect();
        const range = document.createRange();
        range.selectNodeContents(element.querySelector('.lines') ?? element);
        return [...range.getClientRects()].filter(
          ({ right, top, bottom, width }) =>
            width > 0 && right > buttons.left && top < buttons.bottom - 4 && bottom > buttons.top,
        ).length;
      });
      assert.equal(covered, 0, `${width} px`);
    }
  });

  it('give text that doesn’t fit beside the columns of the log its own lines, uncut, and wrap events', async () => {
    const { window } = test;
    const long = 'a message of some words, which half a window is too narrow for';
    await serverWith('short', long);
    await radio(window, 'View', 'Log').click();
    const text = async (hasText: string | RegExp) => {
      const [cells, content] = [row(hasText).locator('.cells'), row(hasText).locator('.text')];
      const [beside, box] = [await cells.boundingBox(), await content.boundingBox()];
      assert.ok(beside && box);
      const isCut = await content.evaluate(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth);
      return { isBelow: box.y >= beside.y + beside.height, isCut, lines: Math.round(box.height / 18) };
    };
    const below = { isBelow: true, isCut: false, lines: 1 };
    await window.page.setViewportSize({ width: 700, height: 900 });
    await drawn();
    for (const message of ['short', long]) assert.equal((await text(message)).isBelow, false, message);
    await window.page.setViewportSize({ width: 511, height: 900 });
    await drawn();
    assert.deepEqual(await text(long), { ...below, lines: 2 });
    assert.deepEqual(await text(/Listening on/), { ...below, isBelow: false });
    assert.equal((await text('short')).isBelow, false);
    await window.page.setViewportSize({ width: 400, height: 900 });
    await drawn();
    assert.deepEqual(await text(/Listening on/), below);
    await window.page.setViewportSize({ width: 200, height: 900 });
    await drawn();
    assert.deepEqual(await text(/Listening on/), { ...below, lines: 2 });
  });

  it('fold a long text to a few lines in a narrow log and to one in a wide one, with a button for the rest, however wide its characters are', async () => {
    const { window } = test;
    const words = 'many words '.repeat(60);
    // Wider than a character of the list's font.
    const arrows = '⟹'.repeat(48);
    await serverWith(words, arrows, 'last');
    await radio(window, 'View', 'Log').click();
    const text = async (start: string) => {
      const content = row(start).locator('.text');
      const isCut = await content.evaluate(
        ({ scrollWidth, clientWidth, scrollHeight, clientHeight }) =>
          scrollWidth > clientWidth || scrollHeight > clientHeight,
      );
      const { overflow, height } = await content.evaluate(element => ({
        overflow: getComputedStyle(element).textOverflow,
        height: element.clientHeight,
      }));
      return { isCut, hasSign: isCut && overflow === 'ellipsis', lines: Math.round(height / 18) };
    };
    const more = window.panel.getByRole('button', { name: 'Show More' });
    for (const width of [240, 400, 480, 511, 520, 560]) {
      await window.page.setViewportSize({ width, height: 900 });
      await drawn();
      await window.has(1, more);
      const [many, wide] = [await text('many words'), await text('⟹')];
      assert.deepEqual([many.isCut, wide.isCut], [false, false], `${width} px`);
      assert.ok(many.lines >= 4 && many.lines <= 6, `${many.lines} lines at ${width} px`);
    }
    await more.click();
    await more.waitFor({ state: 'detached' });
    const all = await text('many words');
    assert.ok(!all.isCut && all.lines > 10, `${all.lines} lines`);
    await window.page.setViewportSize({ width: 700, height: 900 });
    await row('⟹').getByRole('button', { name: 'Show More' }).waitFor();
    assert.deepEqual(await text('⟹'), { isCut: true, hasSign: true, lines: 1 });
    await row('⟹').getByRole('button', { name: 'Show More' }).click();
    await row('⟹').getByRole('button', { name: 'Show Less' }).waitFor();
    assert.equal((await text('⟹')).isCut, false);
    // The same text fits on a longer line.
    await window.page.setViewportSize({ width: 1400, height: 900 });
    await row('⟹').getByRole('button').filter({ hasText: 'Show' }).waitFor({ state: 'detached' });
  });

  it('show more of a text that is cut off in a wide log, and less again, with the buttons beside it', async () => {
    const { window } = test;
    await serverWith('many words '.repeat(60), 'last');
    await radio(window, 'View', 'Log').click();
    const long = row('many words');
    const [more, less] = ['Show More', 'Show Less'].map(name => long.getByRole('button', { name, exact: true }));
    assert.ok(more && less);
    const box = async (part: Locator) => (await part.boundingBox()) ?? assert.fail('it isn’t visible');
    for (const width of [620, 760, 1400]) {
      await window.page.setViewportSize({ width, height: 900 });
      await drawn();
      assert.equal((await box(long)).height, (await box(row('last'))).height, `one line at ${width} px`);
      await more.hover();
      const [actions, button, text] = [
        await box(long.locator('.row-actions')),
        await box(more),
        await box(long.locator('.text')),
      ];
      assert.ok(actions.x + actions.width <= button.x, `no button is over it at ${width} px`);
      assert.ok(text.x + text.width <= button.x && button.x + button.width <= width, `it is whole at ${width} px`);
      await more.click();
      await less.waitFor();
      assert.ok((await long.innerText()).split('many').length > 60);
      await less.click();
      await more.waitFor();
    }
  });

  it('have sixteen bytes per line in a hexdump, or eight if these don’t fit, and never scroll sideways', async () => {
    const { window } = test;
    await serverWith('sixteen letters!');
    await radio(window, 'View', 'Log').click();
    await row('sixteen').press(' ');
    const lines = window.panel.getByRole('group', { name: 'Hexdump' }).locator('.dump-line');
    for (const [width, count] of [
      [1400, 1],
      [700, 1],
      [511, 2],
      [400, 2],
      [240, 4],
    ] as const) {
      await window.page.setViewportSize({ width, height: 900 });
      await window.has(count, lines);
      await drawn();
      assert.ok(await isWhole(lines.last(), width), `${width} px`);
    }
  });

  async function drawn(): Promise<void> {
    const frame = await test.window.frame();
    await frame.evaluate(async () => {
      for (let count = 0; count < 3; count++) await new Promise(resolve => requestAnimationFrame(resolve));
    });
  }
});

/** Whether it has a size and ends within the page. An ellipsis may cut off its contents. */
async function isWhole(part: Locator, width: number): Promise<boolean> {
  const box = await part.boundingBox();
  return box !== null && box.width >= 10 && box.x >= 0 && box.x + box.width <= width;
}
