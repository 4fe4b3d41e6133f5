import assert from 'node:assert/strict';
import { join } from 'node:path';
import { root } from '../../support/paths.ts';
import { presetServer, runClient } from '../../support/presetServer.ts';
import { systemProgram } from '../../support/systemPackages.ts';

const programs = join(root, 'test', 'interop', 'programs');

describe('the LSP preset', () => {
  const server = presetServer('lsp');

  it('is a language server for Neovim', async () => {
    const netcat = await systemProgram('netcat');
    const args = ['--headless', '-u', 'NONE', '-i', 'NONE', '-n', '-S', join(programs, 'language_client.lua')];
    const output = await runClient('neovim', { args, env: { NETCAT: netcat, PORT: String(server().port) } });
    assert.deepEqual(output.trim().split(/\r?\n/), [
      'hover: true',
      'log: Hello from Portside',
      'result: Hello from Portside',
      'error: -32601',
    ]);
  });
});

describe('the DAP preset', () => {
  const server = presetServer('dap');

  it('is a debug adapter for a client that writes its messages as VS Code does', async () => {
    await runClient('python', { args: [join(programs, 'debug_client.py'), server().port] });
  });
});
