import assert from 'node:assert/strict';
import { onUserAct } from '../../../../webview/composer/userActs.ts';

describe('user actions', () => {
  /** A page in which the pressed element is inside a control or not. */
  function page() {
    const target = new EventTarget();
    const press = (isControl: boolean) => {
      const pressed = new Event('click');
      Object.defineProperty(pressed, 'target', { value: { closest: () => (isControl ? {} : null) } });
      target.dispatchEvent(pressed);
    };
    return { target, press, type: () => target.dispatchEvent(new Event('input')) };
  }

  it('include typing and pressing a control, not pressing text', () => {
    const { target, press, type } = page();
    let acts = 0;
    onUserAct(() => acts++, target);
    type();
    press(true);
    assert.equal(acts, 2);
    press(false);
    assert.equal(acts, 2);
  });

  it('are reported until unsubscribed', () => {
    const { target, press, type } = page();
    let acts = 0;
    onUserAct(() => acts++, target)();
    type();
    press(true);
    assert.equal(acts, 0);
  });
});
