import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import { html } from 'lit';
import { emptyShell, type RowShell, rowShell } from '../../../../webview/transcript/rowShell.ts';
import { panelRow } from '../../../support/panelRow.ts';
import { elements, fire } from '../../../support/templates.ts';

describe('a row’s shell', () => {
  const events: string[] = [];
  const shellOf = (given: Partial<RowShell> = {}) => {
    const shell: RowShell = {
      range: { first: 5, end: 25 },
      isCurrent: false,
      isInspected: false,
      isSelected: false,
      content: html`hello`,
      focused: () => events.push('focused'),
      clicked: () => events.push('clicked'),
      doubleClicked: () => events.push('double-clicked'),
      ...given,
    };
    const [row] = elements(rowShell({ position: 7, top: -3 }, panelRow(1), shell));
    assert.ok(row);
    return row;
  };

  it('shows its position among the remaining rows', () => {
    const { attributes } = shellOf();
    assert.deepEqual(
      [attributes.role, attributes['data-position'], attributes['aria-posinset'], attributes['aria-setsize']],
      ['listitem', 7, 3, 20],
    );
  });

  it('is placed at its position', () => {
    assert.equal(shellOf().attributes['.style'], 'transform: translateY(-3px)');
    const [empty] = elements(emptyShell({ position: 7, top: 9 }));
    assert.equal(empty?.attributes['.style'], 'transform: translateY(9px)');
  });

  it('shows whether it has the match, is inspected, or is selected', () => {
    const classes = (given: Partial<RowShell>) => String(shellOf(given).attributes.class).trim();
    assert.equal(classes({}), 'row');
    assert.equal(classes({ isCurrent: true }), 'row current');
    assert.equal(classes({ isInspected: true }), 'row inspected');
    assert.equal(classes({ isInspected: true, isSelected: true }), 'row inspected selected');
  });

  it('reports its events', () => {
    for (const type of ['focusin', 'click', 'dblclick']) fire(shellOf(), type);
    assert.deepEqual(events, ['focused', 'clicked', 'double-clicked']);
  });
});
