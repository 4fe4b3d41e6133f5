import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import { characterProbe, RoomMeter } from '../../../../webview/transcript/roomMeter.ts';
import { RowRoom } from '../../../../webview/transcript/rowRoom.ts';
import { textOf } from '../../../support/templates.ts';

/** Records what it observes, and reports when the test says so. */
class FakeResizeObserver {
  static report: () => void = () => undefined;
  static readonly observed: unknown[] = [];

  constructor(report: () => void) {
    FakeResizeObserver.report = report;
  }

  observe(element: unknown): void {
    FakeResizeObserver.observed.push(element);
  }

  disconnect(): void {
    FakeResizeObserver.observed.length = 0;
  }
}

describe('the meter of the row space', () => {
  before(() => Object.assign(globalThis, { ResizeObserver: FakeResizeObserver }));
  after(() => Reflect.deleteProperty(globalThis, 'ResizeObserver'));

  it('measures list, scrollbar and character when one of their sizes changes', () => {
    const room = new RowRoom();
    const reported: boolean[] = [];
    const meter = new RoomMeter(room, isOther => reported.push(isOther));
    const characters = textOf(characterProbe()).length;
    const probe = { getBoundingClientRect: () => ({ width: 7.5 * characters }) };
    const scroller = { clientWidth: 390, offsetWidth: 400, querySelector: () => probe };
    meter.observe(scroller as unknown as HTMLElement);
    assert.deepEqual(FakeResizeObserver.observed, [scroller, probe]);
    FakeResizeObserver.report();
    assert.deepEqual([room.rowPixels, room.scrollbarPixels, room.characterPixels, reported], [370, 10, 7.5, [true]]);
    FakeResizeObserver.report();
    assert.deepEqual(reported, [true, false], 'only the height has changed');
    meter.stop();
    assert.deepEqual(FakeResizeObserver.observed, []);
  });
});
