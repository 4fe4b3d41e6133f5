import { join } from 'node:path';
import { root } from '../../support/paths.ts';
import { presetServer, runClient } from '../../support/presetServer.ts';
import { systemProgram } from '../../support/systemPackages.ts';

describe('the Modbus preset', () => {
  const server = presetServer('modbus');

  it('is read and written by pymodbus, with exceptions', async () => {
    await systemProgram('pythonWithSerial');
    const program = join(root, 'test', 'interop', 'programs', 'modbus_client.py');
    await runClient('pythonWithModbus', { args: [program, server().port] });
  });
});
