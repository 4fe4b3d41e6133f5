import assert from 'node:assert/strict';
import { applyLabel, type FooterState, formFooter } from '../../../../webview/form/formFooter.ts';
import { elements, named, press, textOf } from '../../../support/templates.ts';

describe('the end of the form', () => {
  const state: FooterState = {
    isChanged: true,
    isUsable: true,
    isApplying: false,
    effect: 'restart',
    kind: 'tcp-server',
    endpointState: 'open',
    peers: 0,
    status: undefined,
  };
  const label = (change: Partial<FooterState>) => applyLabel({ ...state, ...change });
  const foot = (change: Partial<FooterState>, pressed: string[] = []) =>
    formFooter(
      { ...state, ...change },
      {
        submit: () => pressed.push('submit'),
        discard: () => pressed.push('discard'),
        editAsJson: () => pressed.push('json'),
      },
    );

  it('applies, without a restart where none is needed', () => {
    for (const effect of ['none', 'now', 'nextConnection'] as const)
      assert.equal(label({ effect, peers: 3 }), 'Apply', effect);
  });

  it('says whom a restart disconnects', () => {
    assert.equal(label({}), 'Apply and Restart');
    assert.equal(label({ peers: 1 }), 'Apply and Restart (disconnects 1 client)');
    assert.equal(label({ peers: 3 }), 'Apply and Restart (disconnects 3 clients)');
    assert.equal(label({ kind: 'tcp-client', peers: 1 }), 'Apply and Restart (closes the connection)');
    assert.equal(label({ kind: 'udp', peers: 5 }), 'Apply and Restart');
  });

  it('closes where nothing was changed, and applies only what can be used, once', () => {
    const isDisabled = (change: Partial<FooterState>) => {
      const { attributes } = elements(foot(change)).find(({ tag }) => tag === 'vscode-button') ?? {};
      assert.equal(attributes?.['aria-disabled'], attributes?.['?disabled']);
      return attributes?.['?disabled'];
    };
    assert.match(textOf(foot({ isChanged: false })), /^Close/);
    assert.deepEqual(
      [isDisabled({}), isDisabled({ isUsable: false }), isDisabled({ isApplying: true })],
      [false, true, true],
    );
    assert.equal(named(foot({ isChanged: false }), 'Discard Changes').attributes['?disabled'], true);
  });

  it('does what its buttons say, and says what went wrong', () => {
    const pressed: string[] = [];
    for (const name of ['Apply and Restart', 'Discard Changes', 'Edit as JSON']) press(foot({}, pressed), name);
    assert.deepEqual(pressed, ['submit', 'discard', 'json']);
    assert.match(textOf(foot({ status: 'It failed.' })), /It failed\.$/);
  });
});
