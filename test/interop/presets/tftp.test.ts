import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { presetServer, runClient } from '../../support/presetServer.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

describe('the TFTP preset', () => {
  const server = presetServer('tftp');
  const folder = temporaryFolder();
  const tftp = (command: string, file: string) =>
    runClient('tftp', {
      args: ['-m', 'binary', '127.0.0.1', server().port, '-c', command, file],
      cwd: folder.path,
    });

  it('sends a file and refuses others', async () => {
    await tftp('get', 'hello.txt');
    assert.equal(await readFile(folder.at('hello.txt'), 'utf8'), 'Hello from Portside\n');
    assert.match(await tftp('get', 'none.txt'), /File not found/);
    const address = `tftp://127.0.0.1:${server().port}/hello.txt`;
    assert.equal(await runClient('curl', { args: ['-qsS', '--noproxy', '*', address] }), 'Hello from Portside\n');
  });

  it('takes a file of several blocks', async () => {
    const bytes = Buffer.alloc(512 * 20, '0123456789');
    await writeFile(folder.at('sent.bin'), bytes);
    await tftp('put', 'sent.bin');
    const blocks = (await server().endpoint.entries()).flatMap(({ direction, data }) =>
      direction === 'in' && data && data[1] === 3 ? [Buffer.from(data).subarray(4)] : [],
    );
    assert.ok(Buffer.concat(blocks).equals(bytes));
  });
});
