import assert from 'node:assert/strict';
import type { ReactiveControllerHost } from 'lit';
import { InspectedRow } from '../../../../webview/panel/inspectedRow.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { panelRow } from '../../../support/panelRow.ts';
import { elements } from '../../../support/templates.ts';

describe('the row in the entry view', () => {
  let updates: number;
  let closed: number;
  let drawn: PromiseWithResolvers<void>;
  let inspected: InspectedRow;
  const settled = () => new Promise(setImmediate);
  const snapshot = { ...endpointSnapshot('e1', 1), firstEntry: 3 };
  const entry = () => elements(inspected.view(snapshot)).find(({ tag }) => tag === 'portside-entry');

  function pressEscape(given: object = {}): boolean {
    const event = { key: 'Escape', defaultPrevented: false, preventDefault: () => (isTaken = true), ...given };
    let isTaken = false;
    inspected.closeOnEscape(event as unknown as KeyboardEvent);
    return isTaken;
  }

  beforeEach(() => {
    updates = 0;
    closed = 0;
    drawn = Promise.withResolvers();
    const host = { requestUpdate: () => updates++, updateComplete: drawn.promise };
    inspected = new InspectedRow(host as unknown as ReactiveControllerHost, () => closed++);
  });

  it('is drawn when it is opened, and shows whether its entry was removed', () => {
    assert.equal(entry(), undefined);
    inspected.open(panelRow(3));
    assert.deepEqual([entry()?.attributes['.isGone'], updates], [false, 1]);
    inspected.open(panelRow(2));
    assert.deepEqual([entry()?.attributes['.isGone'], updates], [true, 2]);
  });

  it('restores the focus once its view is gone', async () => {
    inspected.open(panelRow(3));
    inspected.close();
    await settled();
    assert.deepEqual([inspected.row, updates, closed], [undefined, 2, 0]);
    drawn.resolve();
    await settled();
    assert.equal(closed, 1);
  });

  it('leaves the focus where it is if its entry no longer exists', async () => {
    inspected.open(panelRow(3));
    inspected.forget();
    drawn.resolve();
    await settled();
    assert.deepEqual([inspected.row, updates, closed], [undefined, 2, 0]);
  });

  it('is closed by an unhandled Escape, if it is open', () => {
    assert.equal(pressEscape(), false);
    inspected.open(panelRow(3));
    assert.equal(pressEscape({ key: 'Enter' }), false);
    assert.equal(pressEscape({ defaultPrevented: true }), false);
    assert.ok(inspected.row);
    assert.equal(pressEscape(), true);
    assert.equal(inspected.row, undefined);
  });
});
