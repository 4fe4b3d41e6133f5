import assert from 'node:assert/strict';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { PanelShortcuts } from '../../../../webview/panel/panelShortcuts.ts';
import { keyOf, type PressedKey } from '../../../support/keys.ts';

describe('the shortcuts of a panel', () => {
  let isActive: boolean;
  let canUndo: boolean;
  let done: string[];
  let page: EventTarget;
  let controller: ReactiveController | undefined;

  /** Whether the page takes the key, so that neither VS Code nor the element below gets it. */
  function takes(key: PressedKey, target: object = { tagName: 'DIV' }): boolean {
    const event = new Event('keydown', { cancelable: true });
    Object.assign(event, key, { composedPath: () => [target] });
    page.dispatchEvent(event);
    return event.defaultPrevented;
  }

  const undo = keyOf('z', { ctrlKey: true });
  const find = keyOf('f', { metaKey: true });

  beforeEach(() => {
    isActive = true;
    canUndo = true;
    done = [];
    page = new EventTarget();
    const host = { addController: (added: ReactiveController) => (controller = added) };
    new PanelShortcuts(
      host as unknown as ReactiveControllerHost,
      {
        isActive: () => isActive,
        canUndo: () => canUndo,
        undo: () => done.push('undo'),
        find: () => done.push('find'),
        goTo: () => done.push('go to'),
      },
      page,
    );
    controller?.hostConnected?.();
  });

  it('find, and undo a clear', () => {
    assert.deepEqual(
      [takes(find), takes(undo), takes(keyOf('z')), takes(keyOf('k', { ctrlKey: true }))],
      [true, true, false, false],
    );
    assert.deepEqual(done, ['find', 'undo']);
  });

  it('go to a time with Ctrl+G on every system, as for lines: Cmd+G is for matches', () => {
    const keys = [keyOf('g', { ctrlKey: true }), keyOf('g', { metaKey: true }), keyOf('g')];
    assert.deepEqual(
      keys.map(key => takes(key, { tagName: 'TEXTAREA' })),
      [true, false, false],
    );
    assert.deepEqual(done, ['go to']);
  });

  it('leave undo to text fields, and where no clear can be undone', () => {
    assert.equal(takes(undo, { tagName: 'TEXTAREA' }), false);
    assert.equal(takes(find, { tagName: 'TEXTAREA' }), true);
    canUndo = false;
    assert.equal(takes(undo), false);
    assert.deepEqual(done, ['find']);
  });

  it('do nothing while the form is shown, or the panel is gone', () => {
    isActive = false;
    assert.deepEqual([takes(find), takes(undo)], [false, false]);
    isActive = true;
    controller?.hostDisconnected?.();
    assert.deepEqual([takes(find), takes(undo), done], [false, false, []]);
  });
});
