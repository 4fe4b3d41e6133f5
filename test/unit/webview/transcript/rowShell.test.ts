import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import { html } from 'lit';
import { emptyShell, type RowShell, rowShell } from '../../../../webview/transcript/rowShell.ts';
import { panelRow } from '../../../support/panelRow.ts';
import { elements, fire } from '../../../support/templates.ts';

describe('the shell of a row', () => {
  const told: string[] = [];
  const shellOf = (given: Partial<RowShell> = {}) => {
    const shell: RowShell = {
      range: { first: 5, end: 25 },
      isCurrent: false,
      isInspected: false,
      isSelected: false,
      content: html`hello`,
      focused: () => told.push('focused'),
      clicked: () => told.push('clicked'),
      doubleClicked: () => told.push('double-clicked'),
      ...given,
    };
    const [row] = elements(rowShell({ position: 7, top: -3 }, panelRow(1), shell));
    assert.ok(row);
    return row;
  };

  it('says which row it is of those that are still there', () => {
    const { attributes } = shellOf();
    assert.deepEqual(
      [attributes.role, attributes['data-position'], attributes['aria-posinset'], attributes['aria-setsize']],
      ['listitem', 7, 3, 20],
    );
  });

  it('stands at its place', () => {
    assert.equal(shellOf().attributes['.style'], 'transform: translateY(-3px)');
    const [empty] = elements(emptyShell({ position: 7, top: 9 }));
    assert.equal(empty?.attributes['.style'], 'transform: translateY(9px)');
  });

  it('shows that it has the find, that it is looked at, and that it is selected', () => {
    const classes = (given: Partial<RowShell>) => String(shellOf(given).attributes.class).trim();
    assert.equal(classes({}), 'row');
    assert.equal(classes({ isCurrent: true }), 'row current');
    assert.equal(classes({ isInspected: true }), 'row inspected');
    assert.equal(classes({ isInspected: true, isSelected: true }), 'row inspected selected');
  });

  it('says what is done with it', () => {
    for (const type of ['focusin', 'click', 'dblclick']) fire(shellOf(), type);
    assert.deepEqual(told, ['focused', 'clicked', 'double-clicked']);
  });
});
