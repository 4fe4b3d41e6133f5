import assert from 'node:assert/strict';
import { commands } from 'vscode';
import type { CommandContext } from '../../../../src/host/commands/commandContext.ts';
import { copyFocused, openFocused, removeFocused, renameFocused } from '../../../../src/host/commands/focusedRow.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';

describe('a key in the Connections view', () => {
  freshVscode();

  let run: unknown[];
  const ids = ['renameEndpoint', 'renameSaved', 'renamePeer', 'remove', 'removeSaved', 'disconnect', 'copyAddress'];
  beforeEach(() => {
    run = [];
    for (const id of ids) commands.registerCommand(`portside.${id}`, argument => void run.push([id, argument]));
  });

  const endpoint = { type: 'endpoint', endpoint: 'e' };
  const peer = { type: 'peer', endpoint: 'e', peer: { id: 'p1', state: 'open' } };
  const closedPeer = { type: 'peer', endpoint: 'e', peer: { id: 'p1', state: 'closed' } };
  const saved = { type: 'saved', saved: { config: {}, index: 0 } };
  const broken = { type: 'saved', saved: { problem: 'odd', index: 0 } };
  const noList = { type: 'saved', saved: { problem: 'no list', index: -1 } };
  const rows = [endpoint, peer, closedPeer, saved, broken, noList];

  const others: unknown[] = [];
  const context = {
    connections: {
      selected: async () => endpoint,
      focusBeside: async (row: unknown, remove: () => Promise<void>) => {
        others.push(row);
        await remove();
      },
    },
  } as unknown as CommandContext;

  /** The command that a key runs on each row. */
  async function onEach(key: (row: unknown) => Promise<void>): Promise<unknown[]> {
    const all: unknown[] = [];
    for (const row of rows) {
      run = [];
      await key(row);
      const [only] = run as [string, unknown][];
      if (only) assert.deepEqual(run, [[only[0], row]]);
      all.push(only?.[0]);
    }
    return all;
  }

  it('runs the command from the focused row’s menu, with that row', async () => {
    const none = undefined;
    const renames = ['renameEndpoint', 'renamePeer', 'renamePeer', 'renameSaved', none, none];
    assert.deepEqual(await onEach(renameFocused), renames);
    const removals = ['remove', 'disconnect', none, 'removeSaved', 'removeSaved', none];
    assert.deepEqual(await onEach(row => removeFocused(row, context)), removals);
    assert.deepEqual(others, [endpoint, peer, saved, broken], 'the focus stays in the view');
    const copied = 'copyAddress';
    assert.deepEqual(await onEach(copyFocused), [copied, copied, copied, copied, none, none]);
  });

  it('opens the focused row, moving the focus', async () => {
    const opened: unknown[] = [];
    const panels = { open: (...args: unknown[]) => void opened.push(args) };
    await openFocused(endpoint, { panels } as unknown as CommandContext);
    assert.deepEqual(opened, [['e', true]]);
  });

  it('asks for another try if it is unknown which row is focused, even if one is selected', async () => {
    for (const none of [undefined, null, {}, { type: 'panel', endpoint: 'e' }]) {
      for (const key of [renameFocused, removeFocused, copyFocused, openFocused]) {
        workbenchState.said.clear();
        await key(none, context);
        assert.deepEqual(workbenchState.said.shown, ['The list was changing. Try again.'], key.name);
      }
    }
    assert.deepEqual(run, []);
  });
});
