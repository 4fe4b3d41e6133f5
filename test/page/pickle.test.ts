import assert from 'node:assert/strict';
import { clientsOfEachTest } from '../support/clients.ts';
import { eachInItsOwnPage } from './window.ts';

/** The result of Python's pickle.dumps({'name': 'cam', 'at': (1, 2.5)}). */
const pickled = '80049524000000000000007d94288c046e616d65948c0363616d948c026174944b014740040000000000008694752e';
/** The pickle of `[at, at]`, where `at` is `('hello', 2)`. */
const shared = '80049513000000000000005d94288c0568656c6c6f944b0286946802652e';

describe('an entry that is a pickle', function () {
  this.timeout(60_000);
  const test = eachInItsOwnPage();
  const client = clientsOfEachTest();

  it('numbers and explains values that occur more than once, and no others', async () => {
    const { window } = test;
    await window.start('Start TCP Server', 0);
    const socket = await client(await window.port());
    socket.write(Buffer.from(shared, 'hex'));
    await window.rows.filter({ hasText: 'hello' }).press('Enter');
    const entry = window.panel.getByRole('region', { name: 'Entry' });
    const items = entry.getByRole('treeitem');
    await items.filter({ hasText: 'same as #2' }).waitFor();
    assert.equal(await entry.getByText(/^#/).count(), 1);
    await items
      .filter({ hasText: 'tuple' })
      .getByTitle('Other occurrences of this value are shown as “same as #2”.')
      .waitFor();
  });

  it('shows its contents as a tree, by keyboard', async () => {
    const { window } = test;
    await window.start('Start TCP Server', 0);
    const socket = await client(await window.port());
    socket.write(Buffer.from(pickled, 'hex'));
    await window.rows.filter({ hasText: 'cam' }).press('Enter');
    const entry = window.panel.getByRole('region', { name: 'Entry' });
    await entry.getByRole('radio', { name: 'Pickle', checked: true }).waitFor();
    const item = (text: string) => entry.getByRole('treeitem').filter({ hasText: text });
    const focused = (text: string) => item(text).and(entry.locator(':focus'));
    await item('dict').focus();
    await window.page.keyboard.press('End');
    await focused('"at"').waitFor();
    await window.page.keyboard.press('ArrowRight');
    await window.page.keyboard.press('ArrowRight');
    await window.page.keyboard.press('ArrowDown');
    await focused('2.5').waitFor();
    await window.page.keyboard.press('ArrowLeft');
    await window.page.keyboard.press('ArrowLeft');
    await item('2.5').waitFor({ state: 'detached' });
    const renderings = await entry.locator('portside-tree').evaluate(async element => {
      const tree = element as HTMLElement & { updated(): void; updateComplete: Promise<boolean> };
      let count = 0;
      tree.updated = () => void count++;
      const key = new KeyboardEvent('keydown', { key: 'ArrowUp', bubbles: true });
      document.activeElement?.dispatchEvent(key);
      while (!(await tree.updateComplete));
      await new Promise(requestAnimationFrame);
      await tree.updateComplete;
      return count;
    });
    await focused('"name"').waitFor();
    assert.equal(renderings, 1, 'for a key that only moves the focus');
  });
});
