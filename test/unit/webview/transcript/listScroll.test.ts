import assert from 'node:assert/strict';
import { ListScroll } from '../../../../webview/transcript/listScroll.ts';
import type { RowLayout } from '../../../../webview/transcript/rowLayout.ts';

describe('scrolling the list', () => {
  let calls: string[];
  let isRendered: boolean;
  let trackTop: number;
  let scroller: EventTarget & { scrollTop: number; clientHeight: number };
  let scrolling: ListScroll;

  function wheel(given: object): boolean {
    const event = Object.assign(new Event('wheel', { cancelable: true }), {
      deltaY: 2,
      deltaMode: 0,
      ctrlKey: false,
      ...given,
    });
    scroller.dispatchEvent(event);
    return event.defaultPrevented;
  }

  beforeEach(() => {
    calls = [];
    isRendered = true;
    trackTop = 0;
    scroller = Object.assign(new EventTarget(), { scrollTop: 0, clientHeight: 300 });
    const layout = {
      moveBy: (pixels: number) => calls.push(`by ${pixels}`),
      moveThumb: (top: number) => calls.push(`thumb ${top}`),
      get track() {
        return { height: 1000, top: trackTop };
      },
    };
    scrolling = new ListScroll(layout as unknown as RowLayout, {
      scroller: () => (isRendered ? (scroller as unknown as HTMLElement) : null),
      linePixels: 22,
      onMoved: () => calls.push('moved'),
    });
    scrolling.listen(scroller as unknown as HTMLElement);
    scrolling.putThumb(scroller as unknown as HTMLElement);
  });

  it('moves by the wheel’s pixels, lines or pages, with the browser’s scrolling prevented', () => {
    const taken = [0, 1, 2].map(deltaMode => wheel({ deltaMode }));
    assert.deepEqual(taken, [true, true, true]);
    assert.deepEqual(calls, ['by 2', 'moved', 'by 44', 'moved', 'by 600', 'moved']);
  });

  it('leaves zooming and horizontal scrolling to the browser', () => {
    assert.deepEqual([wheel({ ctrlKey: true }), wheel({ deltaY: 0 }), calls], [false, false, []]);
  });

  it('follows the thumb if the user moves it, not if the list does', () => {
    scrolling.onScroll();
    assert.deepEqual(calls, []);
    trackTop = 100;
    scrolling.putThumb(scroller as unknown as HTMLElement);
    assert.equal(scroller.scrollTop, 100);
    scrolling.onScroll();
    assert.deepEqual(calls, []);
    scroller.scrollTop = 150;
    scrolling.onScroll();
    assert.deepEqual(calls, ['thumb 150', 'moved']);
  });

  it('follows a moved thumb before a drawing, once', () => {
    scroller.scrollTop = 150;
    assert.equal(scrolling.takeThumb(), true);
    scrolling.onScroll();
    assert.deepEqual(calls, ['thumb 150']);
    isRendered = false;
    scroller.scrollTop = 200;
    assert.equal(scrolling.takeThumb(), false);
  });
});
