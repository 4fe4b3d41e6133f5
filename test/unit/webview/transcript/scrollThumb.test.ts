import assert from 'node:assert/strict';
import { ScrollThumb } from '../../../../webview/transcript/scrollThumb.ts';

describe('the scrollbar’s thumb', () => {
  let scroller: { scrollTop: number; clientHeight: number };
  let thumb: ScrollThumb;

  beforeEach(() => {
    scroller = { scrollTop: 0, clientHeight: 200 };
    thumb = new ScrollThumb();
    thumb.put(scroller, 500);
  });

  it('is where the list puts it, which doesn’t count as a move', () => {
    assert.equal(scroller.scrollTop, 500);
    assert.equal(thumb.moved(scroller), undefined);
  });

  it('reports a move once', () => {
    scroller.scrollTop = 40;
    assert.equal(thumb.moved(scroller), 40);
    assert.equal(thumb.moved(scroller), undefined);
  });

  it('is moved from where the browser has put it, not from where it was supposed to be', () => {
    const short = {
      clientHeight: 200,
      top: 0,
      get scrollTop() {
        return this.top;
      },
      set scrollTop(top: number) {
        this.top = Math.min(top, 300);
      },
    };
    thumb.put(short, 500);
    assert.equal(thumb.moved(short), undefined);
  });

  it('isn’t moved by the browser’s rounding, and not placed again for it', () => {
    scroller.scrollTop = 500.9;
    assert.equal(thumb.moved(scroller), undefined);
    thumb.put(scroller, 500);
    assert.equal(scroller.scrollTop, 500.9);
    scroller.scrollTop = 501;
    assert.equal(thumb.moved(scroller), undefined);
    scroller.scrollTop = 502;
    assert.equal(thumb.moved(scroller), 502);
  });

  it('isn’t moved by a list of another height', () => {
    scroller.clientHeight = 100;
    scroller.scrollTop = 400;
    assert.equal(thumb.moved(scroller), undefined);
    thumb.put(scroller, 400);
    scroller.scrollTop = 300;
    assert.equal(thumb.moved(scroller), 300);
  });
});
