import assert from 'node:assert/strict';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { EndpointRecord, hasRecords, readRecords } from '../../../../src/engine/sessions/endpointRecord.ts';
import { inTheWay } from '../../../support/inTheWay.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';

const value = {
  config: { kind: 'tcp-server', address: ':0' },
  address: 'tcp://127.0.0.1:9000',
  state: 'open',
} as const;

describe('endpoint records', () => {
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

  it('round-trip', async () => {
    await keep('a', 5, 'draft');
    const [[id, record] = []] = await readRecords(folder.path);
    const about = { format: 'portside endpoint', version: 1, createdMs: 5 };
    assert.deepEqual([id, record], ['a', { ...about, ...value, panel: 'draft' }]);
  });

  it('are sorted by creation', async () => {
    await keep('a', 30);
    await keep('b', 10);
    await keep('c', 20);
    assert.deepEqual(await ids(), ['b', 'c', 'a']);
  });

  it('are empty if there is no session, or no endpoint in it', async () => {
    assert.deepEqual(await readRecords(folder.at('none')), []);
    assert.equal(await hasRecords(folder.at('none')), false);
    await mkdir(folder.at('spools'));
    await writeFile(folder.at('session.json'), '{}');
    assert.deepEqual([await readRecords(folder.path), await hasRecords(folder.path)], [[], false]);
  });

  it('skip one nested too deeply for any window to read, and keep the others', async () => {
    await keep('a', 5);
    await keep('deep', 6);
    const config = `{"later":${'['.repeat(3000)}${']'.repeat(3000)}}`;
    await put('deep', `{"format":"portside endpoint","version":1,"createdMs":6,"config":${config}}`);
    assert.deepEqual(await ids(), ['a']);
    assert.equal(await hasRecords(folder.path), true);
  });

  it('skip those of another program or version, which are still worth keeping', async () => {
    await put('broken', '{"format":"portside endp');
    await put('null', 'null');
    await put('other', JSON.stringify({ format: 'another', version: 1 }));
    await put('later', JSON.stringify({ format: 'portside endpoint', version: 2 }));
    assert.deepEqual([await ids(), await hasRecords(folder.path)], [[], true]);
    await keep('ours', 1);
    assert.deepEqual(await ids(), ['ours']);
  });

  for (const [what, put] of Object.entries(inTheWay))
    it(`skip a file if ${what} is in its place`, async () => {
      await mkdir(folder.at('hostile'));
      await put(folder.at('hostile', 'endpoint.json'));
      await keep('ours', 1);
      assert.deepEqual(await ids(), ['ours']);
    });

  it('aren’t read from a linked folder', async () => {
    await keep('a', 1);
    await symlink(folder.at('a'), folder.at('link'));
    assert.deepEqual(await ids(), ['a']);
    const linked = folder.at('session');
    await mkdir(linked);
    await symlink(folder.at('a'), folder.at('session', 'b'));
    assert.equal(await hasRecords(linked), false);
  });

  const recorded = { format: 'portside endpoint', version: 1, createdMs: 5, ...value };

  it('are skipped if a required value has the wrong type', async () => {
    const wrong = { createdMs: '5', config: null, address: 7, state: 'half open' };
    for (const [key, bad] of Object.entries(wrong)) await put(key, JSON.stringify({ ...recorded, [key]: bad }));
    await put('port', JSON.stringify({ ...recorded, config: { kind: 'udp', address: 80 } }));
    await put('good', JSON.stringify(recorded));
    assert.deepEqual(await ids(), ['good']);
  });

  it('have the address from the config if another version wrote one that can’t be read', async () => {
    for (const [at, address] of ['tap://here', '', 'x'.repeat(10_000)].entries())
      await put(`a${at}`, JSON.stringify({ ...recorded, createdMs: at, address }));
    const addresses = (await readRecords(folder.path)).map(([, { address }]) => address);
    assert.deepEqual(addresses, [':0', ':0', ':0']);
  });

  it('are limited to what an endpoint can have', async () => {
    const names = (count: number, units: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`127.0.0.1:${at}`, 'n'.repeat(units)]));
    const known = { panel: 'p'.repeat(4 * 1024 * 1024), entries: 0, peerNames: names(500, 100) };
    await put('a', JSON.stringify({ ...recorded, createdMs: 1, ...known }));
    await put('b', JSON.stringify({ ...recorded, createdMs: 2, peerNames: names(501, 1) }));
    const wrong = { panel: `${known.panel}p`, entries: -1, peerNames: names(1, 101) };
    await put('c', JSON.stringify({ ...recorded, createdMs: 3, ...wrong }));
    await put('d', JSON.stringify({ ...recorded, createdMs: 4, entries: 1.5, peerNames: ['n'] }));
    await put('e', JSON.stringify({ ...recorded, createdMs: 5, entries: 2 ** 53, peerNames: 'names' }));
    const { '127.0.0.1:0': _, ...last } = names(501, 1);
    assert.deepEqual(await readRecords(folder.path), [
      ['a', { ...recorded, createdMs: 1, ...known }],
      ['b', { ...recorded, createdMs: 2, peerNames: last }],
      ...['c', 'd', 'e'].map((id, at) => [id, { ...recorded, createdMs: 3 + at }]),
    ]);
  });

  it('are usable without optional values of the wrong type', async () => {
    const wrong = { panel: {}, traffic: { bytesIn: 'many' }, entries: '7', peerNames: { a: { b: 1 } }, more: [] };
    await put('a', JSON.stringify({ ...recorded, ...wrong }));
    const known = { panel: 'p', traffic: { bytesIn: 1, bytesOut: 2, framesIn: 3, framesOut: 4 } };
    const right = { ...known, entries: 7, peerNames: { a: 'n' } };
    await put('b', JSON.stringify({ ...recorded, createdMs: 6, ...right }));
    assert.deepEqual(await readRecords(folder.path), [
      ['a', recorded],
      ['b', { ...recorded, createdMs: 6, ...right }],
    ]);
  });
});
