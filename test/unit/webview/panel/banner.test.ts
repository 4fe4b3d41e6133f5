import assert from 'node:assert/strict';
import type { EndpointSnapshot } from '../../../../src/core/endpointSnapshot.ts';
import type { SocketFailure } from '../../../../src/core/errorParams.ts';
import type { PanelState } from '../../../../src/protocol/panelCalls.ts';
import { banner, troubleBanner } from '../../../../webview/panel/banner.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { panelStateOf } from '../../../support/panelState.ts';
import { elements, names, press, textOf } from '../../../support/templates.ts';

let acted: unknown[];
const run = (action: unknown) => void acted.push(action);
const edit = (editing: boolean) => void acted.push({ editing });
const panel = (endpoint: Partial<EndpointSnapshot>, more: Partial<PanelState> = {}, peers = 1) =>
  panelStateOf({ endpoint: endpointSnapshot('e1', peers, endpoint), ...more });

const failureOf = (code: string, operation = 'listen') => ({ code, params: { operation } }) as SocketFailure;

beforeEach(() => {
  acted = [];
});

describe('the banner of a panel', () => {
  const shown = (endpoint: Partial<EndpointSnapshot>, more: Partial<PanelState>) =>
    banner(panel(endpoint, more), run, edit);
  const buttons = (template: unknown) => names(template, 'button');

  it('is absent while all is well', () => {
    assert.equal(textOf(shown({}, {})), '');
  });

  it('says what failed, with ways out that help with this failure', () => {
    const failed = shown({ state: 'failed', failure: failureOf('EACCES') }, { failure: 'Not allowed.' });
    assert.match(textOf(failed), /^Not allowed\./);
    assert.deepEqual(buttons(failed), ['Try Again', 'Edit…']);
  });

  it('offers a free port only if the port is taken', () => {
    const taken = shown({ state: 'failed', failure: failureOf('EADDRINUSE') }, { failure: 'In use.' });
    assert.deepEqual(buttons(taken), ['Try Again', 'Use a Free Port', 'Edit…']);
    press(taken, 'Use a Free Port');
    press(taken, 'Edit…');
    assert.deepEqual(acted, ['restartOnFreePort', { editing: true }]);
  });

  it('offers to keep trying only to a client that was refused', () => {
    const client = { kind: 'tcp-client', address: ':1' } as const;
    const refused = { state: 'failed', failure: failureOf('ECONNREFUSED', 'connect') } as const;
    assert.ok(buttons(shown({ ...refused, config: client }, { failure: 'Refused.' })).includes('Keep Trying'));
    assert.ok(!buttons(shown(refused, { failure: 'Refused.' })).includes('Keep Trying'));
  });

  it('leads to the endpoint of this window that has the port', () => {
    const failure = { code: 'EADDRINUSE', params: { operation: 'listen', holder: 'e2' } } as const;
    const taken = shown({ state: 'failed', failure }, { failure: 'In use.' });
    press(taken, 'Show It');
    assert.deepEqual(acted, ['showHolder']);
    const foreign = shown({ state: 'failed', failure: failureOf('EADDRINUSE') }, { failure: 'In use.' });
    assert.ok(!buttons(foreign).includes('Show It'));
  });

  it('doesn’t lead to the form from the form, and leaves it to the form to start', () => {
    assert.deepEqual(buttons(shown({ state: 'failed' }, { failure: 'No.', editing: true })), []);
    assert.deepEqual(buttons(shown({ state: 'closed' }, { wasOpen: true, editing: true })), []);
  });

  it('says what it tries again, without the alarm of a failure', () => {
    const trying = shown({ state: 'reconnecting' }, { failure: 'Refused' });
    assert.match(textOf(trying), /^Refused\. Trying again…/);
    assert.equal(elements(trying)[0]?.attributes.role, 'status');
    press(trying, 'Try Now');
    press(trying, 'Stop Trying');
    assert.deepEqual(acted, ['restart', 'stop']);
  });

  it('offers to reopen what was open, before anything that failed', () => {
    assert.match(
      textOf(shown({ state: 'closed' }, { wasOpen: true, failure: 'Old.' })),
      /^This endpoint was open in your last session\./,
    );
  });
});

describe('the banner about the last action', () => {
  const rolesOf = (isNote: boolean) =>
    elements(troubleBanner({ text: 'No.', isNote }))
      .filter(({ attributes }) => attributes.role !== undefined)
      .map(({ attributes, text }) => [attributes.class, attributes.role, text]);

  it('is an error, or only information if nothing failed', () => {
    assert.deepEqual(rolesOf(false), [['banner', 'alert', 'No.']]);
    assert.deepEqual(rolesOf(true), [['banner info', 'status', 'No.']]);
    assert.equal(textOf(troubleBanner(undefined)), '');
  });
});
