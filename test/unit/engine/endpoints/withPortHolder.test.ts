import assert from 'node:assert/strict';
import { SocketError } from '../../../../src/core/socketError.ts';
import { withPortHolder } from '../../../../src/engine/endpoints/withPortHolder.ts';

const taken = SocketError.system('EADDRINUSE', { address: '127.0.0.1:80' }, { cause: new Error('bind') });

describe('a failure to open', () => {
  it('names the endpoint that uses the port', async () => {
    const { code, params, cause } = await withPortHolder(taken, async () => ({ endpoint: 'web', window: 'other' }));
    assert.deepEqual([code, params], ['EADDRINUSE', { address: '127.0.0.1:80', endpoint: 'web', window: 'other' }]);
    assert.equal(cause, taken.cause);
  });

  it('is unchanged if another program uses the port, or the owner is unknown', async () => {
    assert.equal(await withPortHolder(taken, async () => undefined), taken);
    assert.equal(await withPortHolder(taken, () => Promise.reject(new Error('EIO'))), taken);
  });

  it('looks for no owner if the port isn’t the reason', async () => {
    const refused = SocketError.system('EACCES', {});
    assert.equal(await withPortHolder(refused, () => assert.fail('it was asked')), refused);
  });
});
