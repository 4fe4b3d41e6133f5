/** The bytes of an entry and the numbers in them, at various sizes; and a text that consists mostly of line endings. */
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { clientsOfEachTest } from '../support/clients.ts';
import { eachInItsOwnPage } from './window.ts';

describe('the bytes of an entry', function () {
  this.timeout(60_000);
  const test = eachInItsOwnPage();
  const client = clientsOfEachTest();

  const entry = () => test.window.panel.getByRole('region', { name: 'Entry' });

  async function connected(config: object) {
    await test.window.extension.run('startTcpServer', config);
    await test.window.openPanel();
    return client(await test.window.port());
  }

  /** Resolves when one element starts where another ends: the grid's height follows its lines one frame later. */
  async function isRightBelow(below: Locator, above: Locator): Promise<void> {
    await (await test.window.frame()).waitForFunction(
      ([above, below]) => {
        const [end, start] = [above?.getBoundingClientRect().bottom, below?.getBoundingClientRect().top];
        return end !== undefined && start !== undefined && Math.abs(start - end) < 2;
      },
      [await above.elementHandle(), await below.elementHandle()] as const,
    );
  }

  /**
   * Resolves when an element can be scrolled into view without being cut off at the bottom of another one, whose height
   * may still change.
   */
  async function isWithin(element: Locator, around: Locator): Promise<void> {
    await (await test.window.frame()).waitForFunction(
      ([inner, outer]) => {
        inner?.scrollIntoView({ block: 'nearest' });
        const [end, limit] = [inner?.getBoundingClientRect().bottom, outer?.getBoundingClientRect().bottom];
        return end !== undefined && limit !== undefined && end <= limit + 0.5;
      },
      [await element.elementHandle(), await around.elementHandle()] as const,
    );
  }

  it('shows numbers directly below a few bytes, scrolls both as one, and puts as many bytes on a line as fit', async () => {
    const { window } = test;
    await window.page.setViewportSize({ width: 521, height: 700 });
    const socket = await connected({});
    socket.write('seventeen letters');
    await window.rows.filter({ hasText: 'seventeen' }).press('Enter');
    const lines = entry().getByRole('grid').getByRole('row');
    const numbers = entry().getByRole('region', { name: 'Numbers at offset 0' });
    await window.has(3, lines);
    await isRightBelow(numbers, lines.last());
    const time = numbers.getByRole('rowheader', { name: 'Unix time' });
    await isWithin(time, numbers.locator('..'));
    for (const [width, count] of [
      [240, 5],
      [400, 3],
      [1400, 2],
    ] as const) {
      await window.page.setViewportSize({ width, height: 700 });
      await window.has(count, lines);
      const fits = await entry()
        .getByRole('grid')
        .evaluate(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth);
      assert.ok(fits, `${width} px`);
    }
  });

  it('shows thousands of line feeds as text, without an element for each', async () => {
    const socket = await connected({ framing: { delimiter: { hex: '00' } } });
    socket.write(Buffer.concat([Buffer.alloc(32 * 1024, '\n'), Buffer.of(0)]));
    await test.window.rows.filter({ hasText: '32768 B' }).press('Enter');
    const text = entry().getByRole('region', { name: 'Text' });
    await text.filter({ hasText: '\\n' }).waitFor();
    assert.ok((await text.locator('*').count()) < 10);
    assert.equal((await text.innerText()).match(/\\n/g)?.length, 32 * 1024);
  });
});
