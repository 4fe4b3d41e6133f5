import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { appendFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { seenAt, seenBelow } from '../../support/seenAt.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

describe('waiting by events', () => {
  const folder = temporaryFolder();

  it('checks once before the first event, and at each event', async () => {
    const emitter = new EventEmitter();
    let looks = 0;
    const seeing = seenAt(emitter, 'change', () => ++looks === 3 && 'there');
    assert.equal(looks, 1);
    for (let at = 0; at < 2; at++) {
      emitter.emit('change');
      await new Promise(setImmediate);
    }
    assert.deepEqual([await seeing, looks], ['there', 3]);
    assert.equal(await seenAt(emitter, 'change', () => 0), 0);
  });

  it('notices an event during a check', async () => {
    const emitter = new EventEmitter();
    let looks = 0;
    const look = async () => {
      if (++looks === 2) return true;
      emitter.emit('change');
      return false;
    };
    assert.equal(await seenAt(emitter, 'change', look), true);
  });

  it('notices files that are created, grow and are deleted, even in new folders', async () => {
    const [below, file] = [folder.at('new', 'deep'), folder.at('new', 'deep', 'file')];
    const holds = (text: string) =>
      seenBelow(folder.path, () => existsSync(file) && readFileSync(file, 'utf8') === text);
    const made = holds('a');
    await mkdir(below, { recursive: true });
    await writeFile(file, 'a');
    await made;
    const grown = holds('ab');
    await appendFile(file, 'b');
    await grown;
    const gone = seenBelow(folder.path, () => !existsSync(file));
    await rm(file);
    await gone;
  });
});
