import '../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { drawn, isPageVisible, onVisibilityChange, setShown } from '../../../webview/pageVisibility.ts';

describe('a page’s visibility', () => {
  let frames: (() => void)[];

  function setVisible(isVisible: boolean): void {
    Object.assign(document, { visibilityState: isVisible ? 'visible' : 'hidden' });
    document.dispatchEvent(new Event('visibilitychange'));
  }

  beforeEach(() => {
    frames = [];
    mock.timers.enable({ apis: ['setTimeout'] });
    Object.assign(globalThis, { requestAnimationFrame: (draw: () => void) => frames.push(draw) });
  });

  afterEach(() => {
    mock.timers.reset();
    setVisible(true);
    setShown(true);
    Reflect.deleteProperty(globalThis, 'requestAnimationFrame');
  });

  it('requires a visible tab in a visible window', () => {
    assert.ok(isPageVisible());
    setVisible(false);
    assert.ok(!isPageVisible());
    setShown(false);
    setVisible(true);
    assert.ok(!isPageVisible());
    setShown(true);
    assert.ok(isPageVisible());
  });

  it('is reported whenever it may have changed, until unsubscribed', () => {
    const seen: boolean[] = [];
    const stop = onVisibilityChange(() => seen.push(isPageVisible()));
    setVisible(false);
    setVisible(true);
    setShown(false);
    stop();
    setShown(true);
    assert.deepEqual(seen, [false, true, false]);
  });

  it('has drawn when the browser has', async () => {
    let isDrawn = false;
    const drawing = drawn().then(() => {
      isDrawn = true;
    });
    mock.timers.tick(1000);
    await new Promise(setImmediate);
    assert.ok(!isDrawn);
    frames[0]?.();
    await drawing;
  });

  it('has drawn soon even if a hidden page isn’t drawn by the browser', async () => {
    setShown(false);
    const drawing = drawn();
    mock.timers.tick(10);
    await drawing;
  });
});
