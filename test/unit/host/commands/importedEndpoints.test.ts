import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { mock } from 'node:test';
import { Uri } from 'vscode';
import { Refused } from '../../../../src/client/refused.ts';
import { importedEndpoints } from '../../../../src/host/commands/importedEndpoints.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';

describe('endpoints read from a file', () => {
  freshVscode();
  const folder = temporaryFolder();
  const server = { kind: 'tcp-server', address: ':9' } as const;
  const read = async (text: string) => {
    await writeFile(folder.at('some.json'), text);
    return importedEndpoints(Uri.file(folder.at('some.json')));
  };

  it('may have as many bytes as can be parsed without a pause, and not one more', async () => {
    const text = JSON.stringify([server]).padEnd(1_000_000);
    assert.deepEqual(await read(text), [{ ...server, name: ':9' }]);
    await assert.rejects(read(`${text} `), {
      name: 'RangeError',
      message: '“some.json” is 1.00 MB. A file to import can be at most 1 MB.',
    });
  });

  it('may number a thousand, and not one more', async () => {
    const text = (count: number) => JSON.stringify(Array.from({ length: count }, () => server));
    assert.equal((await read(text(1000))).length, 1000);
    await assert.rejects(read(text(1001)), Refused);
    await assert.rejects(read(text(1001)), {
      name: 'RangeError',
      message: '“some.json” contains 1001 endpoints. At most 1000 can be imported at once.',
    });
  });

  it('are checked in one turn each', async () => {
    const text = JSON.stringify([server, server, server]);
    // Loading the code for the first check takes turns, too.
    await read(text);
    let turn = 0;
    const count = () => {
      turn++;
      counting = setImmediate(count);
    };
    let counting = setImmediate(count);
    const seen: number[] = [];
    // Each check reads the clock.
    mock.method(performance, 'now', () => seen.push(turn));
    await read(text);
    clearImmediate(counting);
    assert.equal(new Set(seen).size, 3);
  });
});
