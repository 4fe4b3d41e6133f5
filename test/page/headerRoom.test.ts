/** The room of the name, the address and the graph in the header of a narrow panel. */
import assert from 'node:assert/strict';
import { clientsOfEachTest } from '../support/clients.ts';
import { eachInItsOwnPage } from './window.ts';

const height = 600;

describe('the header of a narrow panel', function () {
  this.timeout(60_000);
  const test = eachInItsOwnPage({ width: 330, height });
  const connect = clientsOfEachTest();

  it('shows the whole name, with the whole address beside or below it, and moves no icon into the menu that fits', async () => {
    const { window } = test;
    await window.extension.run('startTcpServer', { name: 'temperature sensors of the north hall' });
    await window.openPanel();
    await window.panel.getByRole('button', { name: /:[1-9]\d*$/ }).waitFor();
    const frame = await window.frame();
    const fits = (isOneLine: boolean) =>
      frame.waitForFunction(isExpected => {
        const [name, address, icons] = ['.name', '.address', 'portside-actions'].map(part =>
          document.querySelector(`header ${part}`),
        );
        if (!name || !address || !icons) return false;
        const isBeside = address.getBoundingClientRect().top < name.getBoundingClientRect().bottom;
        const isWhole = (part: Element) => part.scrollWidth <= part.clientWidth;
        const hasMenu = icons.querySelector('portside-menu-button') !== null;
        const isFull = !hasMenu || icons.clientWidth - 27 * icons.childElementCount < 27;
        return isWhole(name) && isWhole(address) && isFull && isBeside === isExpected;
      }, isOneLine);
    for (const [wide, isOneLine] of [
      [400, false],
      [480, false],
      [500, false],
      [511, false],
      [600, false],
      [820, true],
      [900, true],
    ] as const) {
      await window.page.setViewportSize({ width: wide, height });
      await fits(isOneLine);
    }
    await window.edit({ name: 'greeter' });
    await window.page.setViewportSize({ width: 500, height });
    await fits(true);
    // An address that was shortened would still fit beside this one.
    await window.edit({ name: 'weather station' });
    await window.page.setViewportSize({ width: 481, height });
    await fits(false);
  });

  it('tells clients of the same server apart by a number, as in the tree and in their tabs', async () => {
    const { window } = test;
    await window.start('Start TCP Server', 0);
    const address = `127.0.0.1:${await window.port()}`;
    await window.start('Connect to TCP Server', address);
    const number = window.panel.locator('header .numbered');
    await window.has(0, number);
    await window.start('Connect to TCP Server', address);
    await number.getByText('TCP client 2').waitFor();
    for (const numbered of ['TCP client 1', 'TCP client 2']) {
      const { item } = await window.tree.row(new RegExp(`^${numbered} ${address}`));
      assert.ok(`${item.description}`.startsWith(`${numbered} · `), `${item.description}`);
    }
    const [shown, icons] = [
      await number.boundingBox(),
      await window.panel.getByRole('toolbar', { name: 'Endpoint' }).boundingBox(),
    ];
    assert.ok(shown && icons && shown.x + shown.width <= icons.x, 'it is whole');
  });

  it('gives the graph’s space to the address, and lets neither cover the icons', async () => {
    const { window } = test;
    await window.start('Start TCP Server', '0.0.0.0:0');
    await window.edit({ name: 'tcp-server-9000' });
    await connect(await window.port());
    await window.panel.locator('header').getByText('1 client').waitFor();
    const frame = await window.frame();
    const seen = () =>
      frame.evaluate(() => {
        const [address, counters, graph, icons, facts] = [
          ...['.address', '.counters', 'portside-throughput', 'portside-actions', '.facts'],
        ].map(part => document.querySelector(`header ${part}`));
        if (!address || !counters || !graph || !icons || !facts) throw new Error('a part of the header is missing');
        const [place, line] = [graph.getBoundingClientRect(), facts.getBoundingClientRect()];
        const hasGraph = place.width > 0 && place.top < line.bottom;
        const end = Math.max(counters.getBoundingClientRect().right, hasGraph ? place.right : 0);
        const isCut = address.scrollWidth > address.clientWidth;
        return { hasGraph, isCut, isBeside: end <= icons.getBoundingClientRect().left };
      });
    const found = [];
    for (let wide = 700; wide <= 1000; wide += 15) {
      await window.page.setViewportSize({ width: wide, height });
      await frame.waitForFunction(one => innerWidth === one, wide);
      const { hasGraph, isCut, isBeside } = await seen();
      assert.ok(isBeside, `nothing is over the icons at ${wide} px`);
      assert.ok(!(hasGraph && isCut), `the graph gives way at ${wide} px`);
      found.push(hasGraph);
    }
    assert.ok(found.at(-1), 'the graph is there if there is room');
  });
});
