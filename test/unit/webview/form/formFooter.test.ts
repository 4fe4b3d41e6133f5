import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import type { EndpointState } from '../../../../src/core/endpointSnapshot.ts';
import type { FooterActions, FooterState } from '../../../../webview/form/formFooter.ts';
import { applyLabel, formButtons, formFooter, onSaveKey } from '../../../../webview/form/formFooter.ts';
import { elements, fire, named, names, press, textOf } from '../../../support/templates.ts';

describe('the form’s footer', () => {
  const state: FooterState = {
    isChanged: true,
    isUsable: true,
    isApplying: false,
    effect: 'restart',
    role: 'client',
    endpointState: 'open',
    peers: 0,
    saved: undefined,
    savesToo: false,
    status: undefined,
  };
  const listed = { place: 'workspace settings', isOnlyEdited: false };
  const onlyEdited = { ...listed, isOnlyEdited: true };
  const label = (change: Partial<FooterState>) => applyLabel({ ...state, ...change });
  const buttons = (change: Partial<FooterState>) =>
    formButtons({ ...state, ...change }).map(({ label: name, how }) => [name, how]);
  const how = (start: boolean, save = false, stays = false) => ({ start, save, stays });
  const foot = (change: Partial<FooterState>, done: unknown[] = []) => {
    const actions: FooterActions = {
      apply: given => done.push(given),
      close: () => done.push('close'),
      saveToo: isOn => done.push(isOn),
      discard: () => done.push('discard'),
      editAsJson: () => done.push('json'),
    };
    return formFooter({ ...state, ...change }, actions);
  };

  it('applies without a restart if none is needed', () => {
    for (const effect of ['none', 'now', 'nextConnection'] as const)
      assert.equal(label({ effect, peers: 3 }), 'Apply', effect);
  });

  it('says whom a restart disconnects', () => {
    assert.equal(label({}), 'Apply and Restart');
    assert.equal(label({ peers: 1 }), 'Apply and Restart (disconnects 1 client)');
    assert.equal(label({ peers: 3 }), 'Apply and Restart (disconnects 3 clients)');
    assert.equal(label({ role: 'server', peers: 1 }), 'Apply and Restart (closes the connection)');
    assert.equal(label({ role: 'sender', peers: 5 }), 'Apply and Restart');
  });

  it('offers for a running endpoint to apply the changes, or close the form', () => {
    for (const endpointState of ['open', 'opening', 'reconnecting'] as const) {
      assert.deepEqual(buttons({ endpointState, effect: 'now' }), [['Apply', how(false)]]);
      assert.deepEqual(buttons({ endpointState, isChanged: false }), [['Close', undefined]]);
    }
  });

  it('starts one that isn’t running, with or without the changes, or closes', () => {
    const start = { closed: 'Start', failed: 'Try Again' } satisfies Partial<Record<EndpointState, string>>;
    for (const endpointState of ['closed', 'failed'] as const) {
      const changed = [
        ['Apply and Start', how(true)],
        ['Apply', how(false)],
      ];
      assert.deepEqual(buttons({ endpointState }), changed);
      const unchanged = [
        [start[endpointState], how(true)],
        ['Close', undefined],
      ];
      assert.deepEqual(buttons({ endpointState, isChanged: false }), unchanged);
    }
  });

  it('saves one that is listed only for editing, and stays open, or also starts it', () => {
    assert.deepEqual(buttons({ endpointState: 'closed', saved: onlyEdited }), [
      ['Save', how(false, true, true)],
      ['Save and Start', how(true, true)],
    ]);
    assert.deepEqual(buttons({ endpointState: 'closed', saved: onlyEdited, isChanged: false })[0], [
      'Start',
      how(true),
    ]);
  });

  it('saves another one only on request, and says where', () => {
    for (const savesToo of [false, true]) {
      assert.deepEqual(buttons({ saved: listed, savesToo }), [['Apply and Restart', how(false, savesToo)]]);
      const closed = buttons({ endpointState: 'closed', saved: listed, savesToo });
      assert.deepEqual(
        closed.map(([, given]) => given),
        [how(true, savesToo), how(false, savesToo)],
      );
    }
    const done: unknown[] = [];
    const box = elements(foot({ saved: listed }, done)).find(({ attributes }) => attributes.type === 'checkbox');
    assert.ok(box);
    fire(box, 'change', { target: { checked: true } });
    assert.deepEqual(done, [true]);
    assert.deepEqual(names(foot({ saved: listed }), 'label'), ['Also save in the workspace settings']);
    for (const change of [{}, { saved: onlyEdited }, { saved: listed, isChanged: false }])
      assert.deepEqual(names(foot(change), 'label'), []);
  });

  it('applies the changes with a key, and saves them if the endpoint is saved, but starts nothing and disconnects no peer', () => {
    const key = (change: Partial<FooterState>) => onSaveKey({ ...state, ...change });
    assert.deepEqual(key({}), how(false, false, true));
    assert.deepEqual(key({ saved: listed }), how(false, true, true));
    assert.deepEqual(key({ saved: onlyEdited, endpointState: 'closed', peers: 2 }), how(false, true, true));
    assert.deepEqual(key({ effect: 'now', peers: 2 }), how(false, false, true));
    assert.equal(key({ peers: 2 }), undefined);
    assert.equal(key({ isChanged: false }), undefined);
  });

  it('applies only valid changes, once; it also closes and starts while something is invalid', () => {
    const areOff = (change: Partial<FooterState>) => {
      const all = elements(foot(change)).filter(({ tag }) => tag === 'vscode-button');
      for (const { attributes } of all) assert.equal(attributes['aria-disabled'], attributes['?disabled']);
      return all.map(({ attributes }) => attributes['?disabled']);
    };
    assert.deepEqual(
      [areOff({}), areOff({ isUsable: false }), areOff({ isApplying: true })],
      [[false], [true], [true]],
    );
    const closed = { endpointState: 'closed', isChanged: false } as const;
    assert.deepEqual(areOff({ ...closed, isUsable: false }), [false, false]);
    assert.deepEqual(areOff({ ...closed, isApplying: true }), [true, false]);
    assert.equal(named(foot({ isChanged: false }), 'Discard Changes').attributes['?disabled'], true);
  });

  it('does what its buttons say, and reports failures', () => {
    const done: unknown[] = [];
    for (const name of ['Apply and Restart', 'Discard Changes', 'Edit as JSON']) press(foot({}, done), name);
    press(foot({ isChanged: false }, done), 'Close');
    assert.deepEqual(done, [how(false), 'discard', 'json', 'close']);
    assert.match(textOf(foot({ status: 'It failed.' })), /It failed\.$/);
  });
});
