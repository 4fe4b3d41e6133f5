import assert from 'node:assert/strict';
import { transferActions } from '../../../../src/core/transfer/transferActions.ts';
import { actionIcon, answerButton, hashButton, isAnswer } from '../../../../webview/transfers/actionButtons.ts';
import { named, press, textOf } from '../../../support/templates.ts';
import { transfer } from './panelTransfers.ts';

describe('a transfer’s buttons', () => {
  let acts: number;
  const state = (tabbable = true, confirmed = false) => ({ tabbable, confirmed, act: () => acts++ });

  beforeEach(() => {
    acts = 0;
  });

  it('perform their action, and are in the Tab order only on the current card', () => {
    for (const button of [
      (tabbable: boolean) => actionIcon('cancel', state(tabbable)),
      (tabbable: boolean) => answerButton('decline', state(tabbable)),
    ]) {
      const name = textOf(button(true)) || 'Cancel';
      press(button(true), name);
      assert.deepEqual(
        [true, false].map(tabbable => named(button(tabbable), name).attributes.tabindex),
        [0, -1],
      );
    }
    assert.equal(acts, 2);
  });

  it('briefly show that they worked', () => {
    const icon = (confirmed: boolean) =>
      String(named(actionIcon('copyPath', state(true, confirmed)), 'Copy Path').attributes.class);
    assert.match(icon(true), /codicon-check/);
    assert.match(icon(false), /codicon-copy/);
  });

  it('are answers below a question, or icons', () => {
    assert.deepEqual(transferActions.filter(isAnswer), ['accept', 'chooseDirectory', 'decline']);
  });

  it('show the beginning of a hash, and all of it on hover', () => {
    const hash = 'abcdef0123456789'.repeat(4);
    const button = hashButton(transfer('a', { sha256: hash }), state());
    assert.equal(textOf(button), 'SHA-256 abcdef01…');
    assert.match(String(named(button, 'Copy SHA-256 abcdef01…').attributes.title), new RegExp(`\n${hash}$`));
  });
});
