import assert from 'node:assert/strict';
import { presetServer, runClient } from '../../support/presetServer.ts';

describe('the FTP preset', () => {
  const server = presetServer('ftp');

  it('reports the size and the time of a file to curl -I', async () => {
    const address = `ftp://127.0.0.1:${server().port}/directory/hello.txt`;
    const head = await runClient('curl', { args: ['-qsSI', '--noproxy', '*', address] });
    assert.match(head, /^Last-Modified: Fri, 02 Jan 2026 03:04:05 GMT\r\nContent-Length: 1234\r\n/);
  });
});
