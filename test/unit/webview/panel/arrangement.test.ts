import assert from 'node:assert/strict';
import type { ReactiveControllerHost } from 'lit';
import { Arrangement } from '../../../../webview/panel/arrangement.ts';

describe('a panel’s arrangement', () => {
  let updates: number;
  let kept: object[];
  const arrangement = (stored: ConstructorParameters<typeof Arrangement>[1] = {}) =>
    new Arrangement({ requestUpdate: () => updates++ } as unknown as ReactiveControllerHost, stored, changed =>
      kept.push(changed),
    );
  const all = ({ mode, rowForm, showsTransfers, showsVideos, isInset }: Arrangement) => [
    mode,
    rowForm,
    showsTransfers,
    showsVideos,
    isInset,
  ];

  beforeEach(() => {
    updates = 0;
    kept = [];
  });

  it('follows the settings, and whether there is video, until the user chooses', () => {
    assert.deepEqual(all(arrangement()), [undefined, undefined, false, undefined, true]);
  });

  it('is restored from an earlier page', () => {
    const stored = { mode: 'log', rowForm: 'hex', transfers: true, videos: false, videoInset: false } as const;
    assert.deepEqual(all(arrangement(stored)), ['log', 'hex', true, false, false]);
  });

  it('stores only what is changed, and redraws', () => {
    const changed = arrangement({ mode: 'log', videos: false });
    changed.change({ transfers: true });
    changed.change({ videos: undefined });
    assert.deepEqual(all(changed), ['log', undefined, true, undefined, true]);
    assert.deepEqual([kept, updates], [[{ transfers: true }, { videos: undefined }], 2]);
  });
});
