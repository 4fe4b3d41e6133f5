import assert from 'node:assert/strict';
import { limitOf, opensSomething } from '../../../../src/client/page/pageCallLimits.ts';

describe('the limits of a page’s calls', () => {
  const opens = (name: string, ...args: unknown[]) => opensSomething(limitOf(name), args);

  it('recognize a call that opens something', () => {
    for (const name of ['compare', 'openVideo']) assert.ok(opens(name, 1), name);
    for (const action of ['editAsJson', 'showReceivedFiles', 'showHolder']) assert.ok(opens('run', action), action);
    for (const action of ['open', 'reveal']) assert.ok(opens('actOnTransfer', action, 't1'), action);
  });

  it('recognize a call that opens nothing', () => {
    assert.ok(!opens('run', 'stop'));
    assert.ok(!opens('run'));
    assert.ok(!opens('actOnTransfer', 'cancel', 't1'));
    assert.ok(!opens('rows', 1, 0, 1, 0));
    assert.ok(!opens('copy', 'open'));
  });

  it('don’t restrict any other call', () => {
    for (const name of ['send', 'spool', 'copy', 'constructor', '']) assert.deepEqual(limitOf(name), {}, name);
  });
});
