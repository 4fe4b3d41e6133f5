import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { presetServer, runClient } from '../../support/presetServer.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

describe('the SNMP preset', () => {
  const server = presetServer('snmp');
  const folder = temporaryFolder();
  // Otherwise, the programs say that they create it.
  beforeEach(() => mkdir(folder.at('cert_indexes')));
  const system = '.1.3.6.1.2.1.1';
  const snmp = (program: string, version: string, oid: string, code = 0) => {
    const args = ['-On', '-t', 5, '-r', 0, '-v', version, '-c', 'secret', `127.0.0.1:${server().port}`, oid];
    return runClient('snmp', { args, env: { SNMP_PERSISTENT_DIR: folder.path, MIBS: '' }, code }, program);
  };

  for (const version of ['1', '2c']) {
    it(`is read by snmpget and snmpwalk, version ${version}`, async () => {
      assert.equal(await snmp('snmpget', version, `${system}.1.0`), `${system}.1.0 = STRING: "Hello from Portside"\n`);
      const walked = (await snmp('snmpwalk', version, system)).trim().split('\n').slice(0, 3);
      assert.deepEqual(walked, [
        `${system}.1.0 = STRING: "Hello from Portside"`,
        `${system}.3.0 = Timeticks: (771604) 2:08:36.04`,
        `${system}.5.0 = STRING: "portside"`,
      ]);
    });
  }

  it('has no other objects', async () => {
    assert.match(await snmp('snmpget', '2c', `${system}.9.0`), /No Such Object/);
    assert.match(await snmp('snmpget', '1', `${system}.9.0`, 2), /noSuchName/);
  });
});
