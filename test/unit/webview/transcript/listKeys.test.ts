import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import type { PanelRow } from '../../../../src/protocol/panelCalls.ts';
import { onListKey } from '../../../../webview/transcript/listKeys.ts';
import type { RowSource } from '../../../../webview/transcript/rowSource.ts';
import { beginPage, hostDoes } from '../../../support/panelHost.ts';
import { panelRow } from '../../../support/panelRow.ts';

describe('the list’s keyboard handling', () => {
  let calls: string[];
  let rows: Map<number, PanelRow>;
  const settled = () => new Promise(setImmediate);

  /** Whether the list handles a key pressed while a row is selected. */
  function press(key: string, selected: number, given: object = {}): boolean {
    let isTaken = false;
    const event = { key, preventDefault: () => (isTaken = true), ...given };
    onListKey(event as unknown as KeyboardEvent, {
      source: {
        state: { first: 10, end: 20 },
        at: (position: number) => rows.get(position),
      } as unknown as RowSource,
      selected,
      start: end => {
        calls.push(`start ${end}`);
        return 15;
      },
      showPeer: peer => calls.push(`showPeer ${peer.id}`),
      inspect: row => calls.push(`inspect ${row.seq}`),
      onTrouble: ({ text }) => calls.push(text),
      toggle: row => calls.push(`toggle ${row.seq}`),
      focusRow: (position, end) => calls.push(`focus ${position} ${end}`),
    });
    return isTaken;
  }

  before(() => void Object.assign(window, { getSelection: () => null }));
  after(() => void Reflect.deleteProperty(window, 'getSelection'));

  beforeEach(async () => {
    await beginPage();
    calls = [];
    rows = new Map([[12, panelRow(12)]]);
  });

  it('moves from the selected row, or from the visible ones if none is selected or it was removed', () => {
    assert.equal(press('ArrowDown', 12), true);
    press('ArrowDown', -1);
    press('ArrowUp', 9);
    assert.deepEqual(calls, ['focus 13 20', 'start 20', 'focus 16 20', 'start 20', 'focus 14 20']);
  });

  it('acts on the selected row', () => {
    for (const key of ['Enter', ' ', 'o']) press(key, 12);
    assert.deepEqual(calls, ['inspect 12', 'toggle 12', 'showPeer p1']);
  });

  it('ignores other keys', () => {
    assert.deepEqual([press('x', 12), press('Enter', 13), calls], [false, false, []]);
  });

  it('names the peer, and reports a failure to do so', async () => {
    hostDoes.runOnPeer = async (action, id) => {
      throw new Error(`${action} ${id}`);
    };
    press('F2', 12);
    for (let turns = 0; turns < 3; turns++) await settled();
    assert.deepEqual([calls.length, calls[0]?.includes('renamePeer p1')], [1, true]);
  });

  it('copies the row’s text', async () => {
    const copied: string[] = [];
    hostDoes.copy = async text => void copied.push(text);
    press('c', 12, { ctrlKey: true });
    for (let turns = 0; turns < 3; turns++) await settled();
    assert.deepEqual(copied, ['hello']);
  });
});
