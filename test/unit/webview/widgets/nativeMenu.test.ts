import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import { limitNativeMenu } from '../../../../webview/widgets/nativeMenu.ts';

describe('VS Code’s own menu in a page', () => {
  const { document: before } = globalThis;
  let opened: (event: Event) => void;
  let hasSelection: boolean;

  beforeEach(() => {
    hasSelection = false;
    const addEventListener = (_type: string, listener: typeof opened) => {
      opened = listener;
    };
    Object.assign(globalThis, { document: { addEventListener, body: { dataset: {} } } });
    Object.assign(window, { getSelection: () => ({ isCollapsed: !hasSelection }) });
    limitNativeMenu();
  });

  afterEach(() => {
    Object.assign(globalThis, { document: before });
    Reflect.deleteProperty(window, 'getSelection');
  });

  function isThere(target: { tagName: string; type?: string }): boolean {
    opened({ composedPath: () => [target] } as unknown as Event);
    return !JSON.parse(document.body.dataset.vscodeContext ?? '').preventDefaultContextMenuItems;
  }

  it('appears where text can be pasted', () => {
    const fields = [{ tagName: 'TEXTAREA' }, { tagName: 'INPUT', type: 'text' }, { tagName: 'INPUT', type: 'number' }];
    for (const field of fields) assert.ok(isThere(field), JSON.stringify(field));
    for (const other of [
      { tagName: 'BUTTON', type: 'button' },
      { tagName: 'INPUT', type: 'checkbox' },
      { tagName: 'DIV' },
    ])
      assert.ok(!isThere(other), JSON.stringify(other));
  });

  it('appears where text is selected', () => {
    hasSelection = true;
    assert.ok(isThere({ tagName: 'DIV' }));
  });
});
