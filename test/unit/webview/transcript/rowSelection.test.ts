import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import type { PanelRow } from '../../../../src/protocol/panelCalls.ts';
import type { RowLayout } from '../../../../webview/transcript/rowLayout.ts';
import { RowSelection } from '../../../../webview/transcript/rowSelection.ts';
import type { RowSource } from '../../../../webview/transcript/rowSource.ts';
import { panelRow } from '../../../support/panelRow.ts';

/** The clicked element: inside these elements. */
class ClickedElement {
  readonly #inside: string;

  constructor(inside: string) {
    this.#inside = inside;
  }

  closest(selectors: string): object | null {
    return selectors.split(', ').includes(this.#inside) ? {} : null;
  }
}

describe('the selected row', () => {
  let calls: string[];
  let rows: Map<number, PanelRow>;
  let isInspecting: boolean;
  let hasSelectedText: boolean;
  let selected: RowSelection;

  /** The list, in which only these rows are drawn. */
  const list = (...drawn: number[]) =>
    ({
      querySelector: (selector: string) => {
        const position = drawn.find(one => selector === `.row:not(.loading)[data-position="${one}"]`);
        if (position === undefined) return null;
        return { dataset: { position: String(position) }, focus: () => calls.push(`focus ${position}`) };
      },
    }) as unknown as HTMLElement;
  const click = (position: number, inside = '') =>
    selected.clicked({ target: new ClickedElement(inside) } as unknown as MouseEvent, position);

  before(() => {
    Object.assign(globalThis, { Element: ClickedElement });
    Object.assign(window, { getSelection: () => ({ isCollapsed: !hasSelectedText }) });
  });

  after(() => {
    Reflect.deleteProperty(globalThis, 'Element');
    Reflect.deleteProperty(window, 'getSelection');
  });

  beforeEach(() => {
    calls = [];
    rows = new Map([1, 2, 3, 4].map(seq => [seq, panelRow(seq)]));
    isInspecting = false;
    hasSelectedText = false;
    const layout = {
      show: (position: number, align: string) => calls.push(`show ${position} ${align}`),
      toEnd: () => calls.push('toEnd'),
    };
    selected = new RowSelection({
      layout: layout as unknown as RowLayout,
      source: () => ({ at: (position: number) => rows.get(position) }) as unknown as RowSource,
      isInspecting: () => isInspecting,
      inspect: row => calls.push(`inspect ${row.seq}`),
      onMoved: () => calls.push('moved'),
    });
  });

  it('is scrolled into view, and focused once it is drawn, only once', () => {
    selected.focus(2, 5);
    selected.drawn(list(1));
    assert.deepEqual([selected.position, calls], [2, ['show 2 nearest', 'moved']]);
    selected.drawn(list(1, 2));
    selected.drawn(list(1, 2));
    assert.deepEqual(calls.slice(2), ['focus 2']);
  });

  it('is followed by the list if it is the last', () => {
    selected.focus(4, 5);
    assert.deepEqual(calls, ['show 4 nearest', 'toEnd', 'moved']);
  });

  it('is shown in an open entry view when focused, unless it is an event', () => {
    isInspecting = true;
    selected.focus(2, 5);
    selected.drawn(list(2));
    rows.set(3, panelRow(3, { direction: 'event' }));
    selected.focus(3, 5);
    selected.drawn(list(3));
    assert.deepEqual(
      calls.filter(call => /focus|inspect/.test(call)),
      ['focus 2', 'inspect 2', 'focus 3'],
    );
  });

  it('is the current match, which an open entry view shows once it is fetched', () => {
    isInspecting = true;
    selected.selectMatch(9);
    selected.drawn(list(1, 2));
    assert.deepEqual([selected.position, calls], [9, []]);
    rows.set(9, panelRow(9));
    selected.drawn(list());
    selected.drawn(list());
    assert.deepEqual(calls, ['inspect 9']);
  });

  it('opens no entry view for a match', () => {
    selected.selectMatch(2);
    selected.drawn(list(2));
    isInspecting = true;
    selected.drawn(list(2));
    assert.deepEqual(calls, []);
  });

  it('is undefined in another list, in which no match is inspected either', () => {
    isInspecting = true;
    selected.selectMatch(9);
    selected.forget();
    rows.set(9, panelRow(9));
    selected.drawn(list());
    assert.deepEqual([selected.position, calls], [-1, []]);
  });

  it('is the clicked one, which opens no entry view but is shown in an open one', () => {
    click(2);
    assert.deepEqual([selected.position, calls], [2, []]);
    isInspecting = true;
    click(3);
    assert.deepEqual([selected.position, calls], [3, ['inspect 3']]);
  });

  it('stays when something inside a row is clicked, or text is selected', () => {
    click(1);
    click(2, 'button');
    click(2, '.hexdump');
    hasSelectedText = true;
    click(2);
    assert.equal(selected.position, 1);
  });
});
