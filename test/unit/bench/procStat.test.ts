import assert from 'node:assert/strict';
import { parseProcessTimes, parseSystemTimes } from '../../bench/procStat.ts';

/** A `/proc/PID/stat` in which only some fields matter. */
function processText(name: string, { flags = 4_194_304 } = {}): string {
  const before = `4321 (${name}) S 77 4321 4321 0 -1 ${flags} 800 900 1 2`;
  return `${before} 30 12 400 500 20 0 11 0 123456 3133440 415 18446744073709551615 1 2 3 0 0\n`;
}

const times = { pid: 4321, parent: 77, start: 123_456, isKernel: false, own: 42, reaped: 900 };

describe('Linux processor times', () => {
  it('are summed over all cores', () => {
    const text = 'cpu  100 10 30 1000 50 3 7 20 5 5\ncpu0 50 5 15 500 25 1 3 10 0 0\nintr 840391 0\n';
    assert.deepEqual(parseSystemTimes(text), { busy: 140, steal: 20, total: 1220 });
  });

  it('tolerate the columns that an old kernel lacks', () => {
    assert.deepEqual(parseSystemTimes('cpu  1 2 3 4\n'), { busy: 6, steal: 0, total: 10 });
  });

  it('are rejected in any other format', () => {
    for (const text of ['', 'cpu0 1 2 3 4\n', 'intr 5\n']) assert.throws(() => parseSystemTimes(text), RangeError);
  });

  it('are read for a process', () => {
    assert.deepEqual(parseProcessTimes(processText('node')), times);
  });

  it('are read for a process with a confusing name', () => {
    for (const name of ['Web Content', ') R 1 2 (', 'a\nb', '']) {
      assert.deepEqual(parseProcessTimes(processText(name)), times, name);
    }
  });

  it('identify kernel threads', () => {
    assert.equal(parseProcessTimes(processText('kworker/0:1', { flags: 69_238_880 }))?.isKernel, true);
  });

  it('are undefined for a process that has exited', () => {
    for (const text of ['', '4321 (node) S 77', processText('node').slice(0, 60)]) {
      assert.equal(parseProcessTimes(text), undefined, text);
    }
  });
});
