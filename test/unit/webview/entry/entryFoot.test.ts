import assert from 'node:assert/strict';
import type { ByteSelection } from '../../../../webview/entry/byteSelection.ts';
import type { EntryBytes } from '../../../../webview/entry/entryBytes.ts';
import { entryFoot } from '../../../../webview/entry/entryFoot.ts';
import { press, textOf } from '../../../support/templates.ts';

describe('the line below an entry', () => {
  const source = (given: Partial<EntryBytes>) =>
    ({ left: 0, isLoading: false, problem: undefined, ...given }) as EntryBytes;
  const said = (given: Partial<EntryBytes>, selection?: ByteSelection, outcome = '', isGone = false) =>
    textOf(entryFoot(source(given), selection, outcome, isGone));

  it('shows the cursor position, and the selected length', () => {
    assert.equal(said({}, { cursor: 255 }), 'Offset 255 (0xff)');
    assert.equal(said({}, { cursor: 16, anchor: 16 }), 'Offset 16 (0x10), 1 byte');
    assert.equal(said({}, { cursor: 3, anchor: 19 }), 'Offset 3 (0x3), 17 bytes');
  });

  it('shows how much isn’t loaded, and fetches more', () => {
    let requested = 0;
    assert.equal(said({ left: 1 }), 'Load More (1 byte left)');
    const foot = entryFoot(source({ left: 70_000, more: async () => void requested++ }), undefined, '', false);
    press(foot, 'Load More (70000 bytes left)');
    assert.equal(requested, 1);
  });

  it('doesn’t offer more while fetching, or once everything is loaded', () => {
    assert.equal(said({ left: 5, isLoading: true }), '');
    assert.equal(said({ left: 0 }), '');
    assert.equal(textOf(entryFoot(undefined, undefined, '', false)), '');
  });

  it('shows why the bytes can’t be read, and what was copied', () => {
    assert.equal(
      said({ problem: 'It has gone.', left: 5 }),
      'Couldn’t load the bytes: It has gone. Load More (5 bytes left)',
    );
    assert.equal(said({}, undefined, 'Copied 3 bytes'), 'Copied 3 bytes');
  });

  it('says that the message is gone, and offers no more of it', () => {
    const gone = 'This message is no longer in the transcript.';
    assert.equal(said({ left: 5, problem: 'no entry 7' }, undefined, '', true), gone);
    assert.equal(said({}, undefined, '', true), gone);
  });
});
