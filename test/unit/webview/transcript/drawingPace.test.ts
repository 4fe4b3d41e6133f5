import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { DrawingPace } from '../../../../webview/transcript/drawingPace.ts';

describe('the drawing pace', () => {
  let now: number;
  let drawn: number;
  let pace: DrawingPace;

  /** Time passes. */
  function pass(ms: number): void {
    now += ms;
    mock.timers.tick(ms);
  }

  beforeEach(() => {
    now = 1000;
    drawn = 0;
    mock.timers.enable({ apis: ['setTimeout'] });
    mock.method(performance, 'now', () => now);
    pace = new DrawingPace(() => drawn++);
  });

  afterEach(() => {
    mock.timers.reset();
    mock.restoreAll();
  });

  it('draws at once if nothing was drawn before', () => {
    pace.soon();
    assert.equal(drawn, 0);
    pass(0);
    assert.equal(drawn, 1);
  });

  it('pauses eight times as long as the last frame took, from its end', () => {
    pace.picture(() => {
      now += 10;
    });
    pace.soon();
    pass(79);
    assert.equal(drawn, 0);
    pass(1);
    assert.equal(drawn, 1);
  });

  it('draws once for all requests meanwhile', () => {
    for (let times = 0; times < 5; times++) pace.soon();
    pass(1000);
    assert.equal(drawn, 1);
    pace.soon();
    pass(0);
    assert.equal(drawn, 2);
  });

  it('corrects a frame at once, and one after another later if they don’t come to an end', () => {
    pace.drawn(true);
    pace.drawn(true);
    pace.drawn(false);
    assert.equal(drawn, 2);
    for (let frames = 0; frames < 100; frames++) pace.drawn(true);
    assert.equal(drawn, 22);
    pass(1000);
    assert.equal(drawn, 23);
    pace.drawn(false);
    pace.drawn(true);
    assert.equal(drawn, 24);
  });

  it('doesn’t draw after it was stopped, until the next request', () => {
    pace.soon();
    pace.stop();
    pass(1000);
    assert.equal(drawn, 0);
    pace.soon();
    pass(0);
    assert.equal(drawn, 1);
  });
});
