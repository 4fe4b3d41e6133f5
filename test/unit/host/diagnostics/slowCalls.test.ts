import assert from 'node:assert/strict';
import { watchCall } from '../../../../src/host/diagnostics/slowCalls.ts';
import { watchedLog } from '../../../support/watchedLog.ts';

describe('slow calls', () => {
  it('are logged while their answer is pending, and when it arrives', async () => {
    const { log, lines, next } = watchedLog();
    const settled = watchCall(log, { of: 'engine', call: 'rows' }, 1);
    assert.match(await next(), /^warn callSlow of=engine call=rows ms=\d+$/);
    settled();
    assert.match(lines[1] ?? '', /^info callAnswered of=engine call=rows ms=\d+$/);
    assert.equal(lines.length, 2);
  });

  it('don’t include those answered in time, or that wait for the user', async () => {
    const { log, lines, next } = watchedLog();
    watchCall(log, { of: 'engine', call: 'rows' }, 1)();
    watchCall(log, { of: 'engine', call: 'transferEnded' }, 1);
    watchCall(log, { of: 'host', call: 'chooseMessage' }, 1);
    watchCall(log, { of: 'host', call: 'peers' }, 5);
    await next();
    assert.deepEqual(
      lines.map(line => line.split(' ')[3]),
      ['call=peers'],
    );
  });
});
