import assert from 'node:assert/strict';
import { join } from 'node:path';
import { framesOf } from '../../support/openEndpoint.ts';
import { root } from '../../support/paths.ts';
import { presetServer, runClient } from '../../support/presetServer.ts';

describe('the PostgreSQL preset', () => {
  const server = presetServer('postgres');
  const psql = (more: string, commands: string[], code = 0) => {
    const connection = `host=127.0.0.1 port=${server().port} user=me dbname=mine ${more}`;
    return runClient('postgres', {
      args: ['-X', '-At', '-w', ...commands.flatMap(one => ['-c', one]), connection],
      code,
    });
  };

  it('refuses TLS, and psql goes on without it', async () => {
    assert.equal(await psql('sslmode=prefer', ['SELECT 1']), 'Hello from Portside\n');
    assert.equal((await framesOf(server().endpoint, 'out'))[0], 'N');
  });

  it('refuses TLS to psql that requires it', async () => {
    assert.match(await psql('sslmode=require', ['SELECT 1'], 2), /server does not support SSL, but SSL was required/);
  });

  it('runs a transaction, and reports what it doesn’t know', async () => {
    assert.equal(await psql('', ['BEGIN', 'select 1', 'COMMIT']), 'BEGIN\nHello from Portside\nCOMMIT\n');
    assert.match(await psql('', ['DROP TABLE x'], 1), /ERROR: {2}Only SELECT/);
  });

  it('answers asyncpg, which prepares its statements', async () => {
    const program = join(root, 'test', 'interop', 'programs', 'postgres_client.py');
    await runClient('pythonWithPostgres', { args: [program, server().port] });
    const noParameters = 't\0\0\0\x06\0\0';
    assert.ok((await framesOf(server().endpoint, 'out')).includes(noParameters));
  });
});
