import assert from 'node:assert/strict';
import { Dismissed } from '../../../../src/client/dismissed.ts';
import { checkedCalls } from '../../../../src/client/page/checkedCalls.ts';
import { Refused } from '../../../../src/client/refused.ts';
import { TextError } from '../../../../src/core/phrase.ts';
import { SocketError } from '../../../../src/core/socketError.ts';
import { failureCalls, loggedCalls } from '../../../../src/host/diagnostics/pageLog.ts';
import { maxFailureUnits } from '../../../../src/protocol/pageFailure.ts';
import { watchedLog } from '../../../support/watchedLog.ts';

describe('log entries from a page', () => {
  it('include calls that fail in a way that no caller expects', async () => {
    const { log, lines } = watchedLog();
    const thrown: Record<string, unknown> = {
      rows: new SocketError('NO_VIEW', { view: 1 }),
      openView: new TextError('no'),
      send: new Error('A sentence.', { cause: new SocketError('NO_PEER') }),
      saveMessage: new Dismissed(),
      applyConfig: new Error('The changes were not applied.', { cause: new Dismissed() }),
      sendDropped: new Refused('“a” is too large.'),
      peers: new TypeError('secret is not a function'),
    };
    const calls = Object.entries(thrown).map(([name, error]) => [name, async () => Promise.reject(error)]);
    const logged: Record<string, () => Promise<void>> = loggedCalls(Object.fromEntries(calls), log);
    for (const [name, error] of Object.entries(thrown))
      await assert.rejects(async () => logged[name]?.(), error as Error);
    assert.equal(lines.length, 1);
    assert.match(lines[0] ?? '', /^warn callFailed of=host call=peers error=TypeError\n {4}TypeError: secret is/);
  });

  it('include its reports, within limits however much it reports', async () => {
    const { log, lines } = watchedLog();
    const { reportFailure } = loggedCalls(
      checkedCalls(failureCalls(log, 'panel'), async () => ({})),
      log,
    );
    const failure = { kind: 'error', name: 'TypeError', message: 'x'.repeat(1000), stack: 'y'.repeat(4000) } as const;
    for (let at = 0; at < 1000; at++) await reportFailure(failure);
    const tooLong = { ...failure, message: 'x'.repeat(maxFailureUnits.message + 1) };
    for (let at = 0; at < 1000; at++) await assert.rejects(reportFailure(tooLong), { name: 'TypeError' });
    assert.equal(lines.length, 60);
    assert.ok(lines.every(line => line.length < 9000));
    assert.equal(log.counts.get('pageFailed'), 1000);
    assert.ok(log.records.every(({ line }) => line.length < 100));
  });
});
