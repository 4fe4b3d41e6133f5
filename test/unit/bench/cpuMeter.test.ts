import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { cpuMeter } from '../../bench/cpuMeter.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

describe('the CPU meter', () => {
  const proc = temporaryFolder();

  async function write(name: string, text: string): Promise<void> {
    await mkdir(dirname(proc.at(name)), { recursive: true });
    await writeFile(proc.at(name), text);
  }

  const writeProcess = (pid: number, parent: number, ticks: number) =>
    write(`${pid}/stat`, `${pid} (some program) S ${parent} 0 0 0 -1 0 0 0 0 0 ${ticks} 0 0 0 20 0 1 0 ${pid} 0 0\n`);

  it('counts child processes as its own, and the rest as others', async () => {
    await write('stat', 'cpu  100 0 0 900 0 0 0 0 0 0\n');
    await write('uptime', '1 2\n');
    await writeProcess(40, 1, 10);
    await writeProcess(41, 40, 0);
    await writeProcess(50, 1, 20);
    const stop = cpuMeter({ proc: proc.path, root: 40 }).start();
    await write('stat', 'cpu  150 0 10 1030 0 0 0 10 0 0\n');
    await writeProcess(41, 40, 30);
    await writeProcess(50, 1, 50);
    assert.deepEqual(stop(), { others: 0.15, steal: 0.05 });
  });

  it('tolerates a process that exits', async () => {
    await write('stat', 'cpu  100 0 0 900\n');
    await writeProcess(40, 1, 10);
    await mkdir(proc.at('60'));
    const stop = cpuMeter({ proc: proc.path, root: 40 }).start();
    await rm(proc.at('60'), { recursive: true });
    await write('stat', 'cpu  100 0 0 1000\n');
    assert.deepEqual(stop(), { others: 0, steal: 0 });
  });

  it('reports nothing if the system provides no figures', () => {
    const meter = cpuMeter({ proc: proc.at('missing') });
    assert.equal(meter.isAble, false);
    assert.equal(meter.start()(), undefined);
  });

  it('reads the figures of the current system', () => {
    const meter = cpuMeter();
    const usage = meter.start()();
    assert.equal(meter.isAble, process.platform === 'linux');
    assert.equal(usage !== undefined, meter.isAble);
    for (const share of Object.values(usage ?? {})) assert.ok(share >= 0 && share <= 1, String(share));
  });
});
