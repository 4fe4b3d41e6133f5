import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { EndpointRecord, hasRecords, readRecords } from '../../../../src/engine/sessions/endpointRecord.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';

const value = {
  config: { kind: 'tcp-server', address: ':0' },
  address: 'tcp://127.0.0.1:9000',
  state: 'open',
} as const;

describe('what is kept of endpoints', () => {
  const folder = temporaryFolder();

  const keep = async (id: string, createdMs: number, panel?: string) => {
    const record = new EndpointRecord(folder.at(id), createdMs);
    record.write({ ...value, ...(panel !== undefined && { panel }) });
    await record.settled();
  };
  const put = async (id: string, text: string) => {
    await mkdir(folder.at(id), { recursive: true });
    await writeFile(folder.at(id, 'endpoint.json'), text);
  };
  const ids = async () => (await readRecords(folder.path)).map(([id]) => id);

  it('is read as it was written', async () => {
    await keep('a', 5, 'draft');
    const [[id, record] = []] = await readRecords(folder.path);
    const about = { format: 'portside endpoint', version: 1, createdMs: 5 };
    assert.deepEqual([id, record], ['a', { ...about, ...value, panel: 'draft' }]);
  });

  it('comes in the order in which they were made', async () => {
    await keep('a', 30);
    await keep('b', 10);
    await keep('c', 20);
    assert.deepEqual(await ids(), ['b', 'c', 'a']);
  });

  it('is nothing where there is no session, or no endpoint in it', async () => {
    assert.deepEqual(await readRecords(folder.at('none')), []);
    assert.equal(await hasRecords(folder.at('none')), false);
    await mkdir(folder.at('spools'));
    await writeFile(folder.at('session.json'), '{}');
    assert.deepEqual([await readRecords(folder.path), await hasRecords(folder.path)], [[], false]);
  });

  it('leaves out what is nested so deeply that no window could read it, and keeps the others', async () => {
    await keep('a', 5);
    await keep('deep', 6);
    const config = `{"later":${'['.repeat(3000)}${']'.repeat(3000)}}`;
    await put('deep', `{"format":"portside endpoint","version":1,"createdMs":6,"config":${config}}`);
    assert.deepEqual(await ids(), ['a']);
    assert.equal(await hasRecords(folder.path), true);
  });

  it('leaves out what another program or version wrote, which is still worth coming back for', async () => {
    await put('broken', '{"format":"portside endp');
    await put('null', 'null');
    await put('other', JSON.stringify({ format: 'another', version: 1 }));
    await put('later', JSON.stringify({ format: 'portside endpoint', version: 2 }));
    assert.deepEqual([await ids(), await hasRecords(folder.path)], [[], true]);
    await keep('ours', 1);
    assert.deepEqual(await ids(), ['ours']);
  });
});
