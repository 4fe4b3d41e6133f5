import assert from 'node:assert/strict';
import { transfersButton } from '../../../../webview/transfers/transfersButton.ts';
import { names, textOf } from '../../../support/templates.ts';

describe('the button for transfers', () => {
  const button = (count: number) => transfersButton(count, false, () => undefined);

  it('has their number, no larger than it has room for', () => {
    assert.deepEqual(
      [0, 1, 99, 100].map(count => textOf(button(count))),
      ['', '1', '99', '99+'],
    );
  });

  it('has the whole number in its name', () => {
    assert.deepEqual(
      [0, 100].map(count => names(button(count), 'button')[0]),
      ['Transfers', 'Transfers (100)'],
    );
  });
});
