import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { TreeCpu } from '../../tools/treeCpu.ts';

describe('a suite’s CPU time', () => {
  const folder = temporaryFolder();

  beforeEach(() => writeFile(folder.at('stat'), 'cpu  1 0 0 1 0 0 0 0 0 0\n'));

  /** Writes the ticks that a process used itself, and those of children that it waited for. */
  async function put(pid: number, parent: number, own: number, reaped = 0): Promise<void> {
    const zeros = (count: number) => Array(count).fill(0).join(' ');
    await mkdir(folder.at(`${pid}`), { recursive: true });
    await writeFile(
      folder.at(`${pid}`, 'stat'),
      `${pid} (a) S ${parent} ${zeros(9)} ${own} 0 ${reaped} 0 ${zeros(4)} ${pid} 0\n`,
    );
  }
  const end = (pid: number) => rm(folder.at(`${pid}`), { recursive: true });
  const measure = () => new TreeCpu({ proc: folder.path, root: 10 });

  it('includes the process and everything it started, and no others', async () => {
    await put(10, 1, 500);
    await put(20, 1, 1000);
    const cpu = measure();
    await put(10, 1, 510);
    await put(11, 10, 100);
    await put(12, 11, 40);
    await put(20, 1, 9000);
    cpu.look();
    assert.equal(cpu.seconds, 1.5);
  });

  it('is counted once when a process ends and its parent takes it over', async () => {
    await put(10, 1, 0);
    const cpu = measure();
    await put(11, 10, 100);
    cpu.look();
    await end(11);
    await put(10, 1, 0, 120);
    cpu.look();
    assert.equal(cpu.seconds, 1.2);
  });

  it('keeps the time of processes that init reaps, up to the previous sample', async () => {
    await put(10, 1, 0);
    const cpu = measure();
    await put(11, 10, 10);
    await put(12, 11, 200);
    cpu.look();
    await end(11);
    await put(10, 1, 0, 10);
    await put(12, 1, 250);
    cpu.look();
    await end(12);
    await put(10, 1, 0, 10);
    cpu.look();
    await put(10, 1, 5, 10);
    cpu.look();
    assert.equal(cpu.seconds, 2.65);
  });

  it('is undefined if the system reports none', async () => {
    await rm(folder.at('stat'));
    const cpu = measure();
    cpu.look();
    assert.equal(cpu.seconds, undefined);
  });
});
