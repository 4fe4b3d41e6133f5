import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { mock } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { LossCounter } from '../../../../src/engine/endpoints/lossCounter.ts';
import { neverFails } from '../../../support/neverFails.ts';

/** A line of /proc/net/udp for a port, with its drop count. */
const line = (port: number, drops: number) => {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  return ` 100: 0100007F:${hex} 00000000:0000 07 00000000:00000000 00:00000000 00000000 0 0 7 2 0000 ${drops}`;
};

describe('a lost datagram counter', () => {
  /** The system's tables; empty for a system without any. */
  let tables: { udp?: string[]; udp6?: string[] };
  let reads: number;
  let lost: number[];
  let counter: LossCounter;

  beforeEach(() => {
    tables = { udp: [], udp6: [] };
    reads = 0;
    lost = [];
    mock.method(fs, 'readFile', async (path: string) => {
      reads++;
      const table = tables[path.endsWith('6') ? 'udp6' : 'udp'];
      if (!table) throw new Error('ENOENT');
      return ['  sl  local_address rem_address drops', ...table, ''].join('\n');
    });
    // Before the timers are faked and after they are real again: it exports whatever is there.
    syncBuiltinESMExports();
    mock.timers.enable({ apis: ['setTimeout'] });
    counter = new LossCounter(9000, datagrams => lost.push(datagrams), neverFails);
  });

  afterEach(() => {
    counter.close();
    mock.timers.reset();
    mock.restoreAll();
    syncBuiltinESMExports();
  });

  const pass = async (ms: number) => {
    mock.timers.tick(ms);
    await turn();
  };

  it('reports what was lost since its last report, on its port in both families', async () => {
    tables = { udp: [line(9000, 3), line(9001, 100), line(0x19000 & 0xffff, 100)], udp6: [line(9000, 2)] };
    counter.received();
    await pass(999);
    assert.equal(reads, 0);
    await pass(1);
    assert.deepEqual(lost, [5]);
    tables.udp = [line(9000, 4)];
    counter.received();
    await pass(1000);
    counter.received();
    await pass(1000);
    assert.deepEqual(lost, [5, 1]);
  });

  it('checks once a second while datagrams arrive, once more after the last, and then stops', async () => {
    for (let at = 0; at < 10; at++) counter.received();
    await pass(1000);
    assert.equal(reads, 2);
    await pass(5000);
    assert.equal(reads, 2);
    counter.received();
    await pass(1000);
    assert.equal(reads, 4);
  });

  it('checks again for datagrams received during a check', async () => {
    counter.received();
    mock.timers.tick(1000);
    counter.received();
    await turn();
    tables.udp = [line(9000, 7)];
    await pass(1000);
    assert.deepEqual(lost, [7]);
  });

  it('reports nothing twice if the system restarts its count', async () => {
    tables.udp = [line(9000, 5)];
    counter.received();
    await pass(1000);
    for (const drops of [0, 5]) {
      tables.udp = [line(9000, drops)];
      counter.received();
      await pass(1000);
    }
    assert.deepEqual(lost, [5]);
  });

  it('reports nothing if the system doesn’t, or only half', async () => {
    tables = {};
    counter.received();
    await pass(1000);
    assert.deepEqual(lost, []);
    tables = { udp: [line(9000, 1)] };
    counter.received();
    await pass(1000);
    assert.deepEqual(lost, [1]);
  });

  it('reports nothing once it is closed, before or during a check', async () => {
    tables.udp = [line(9000, 1)];
    counter.received();
    mock.timers.tick(1000);
    counter.close();
    await turn();
    assert.deepEqual(lost, []);
    const other = new LossCounter(9000, datagrams => lost.push(datagrams), neverFails);
    other.received();
    other.close();
    await pass(1000);
    assert.deepEqual(lost, []);
  });
});
