import assert from 'node:assert/strict';
import { ConfigError } from '../../../../src/core/configError.ts';
import { errorRecord } from '../../../../src/core/diagnostics/errorRecord.ts';
import { TextError } from '../../../../src/core/phrase.ts';
import { SocketError } from '../../../../src/core/socketError.ts';

describe('errorRecord', () => {
  it('keeps the stack of what is unexpected', () => {
    const error = new RangeError('too far');
    assert.deepEqual(errorRecord(error), { name: 'RangeError', message: 'too far', stack: error.stack });
  });

  it('keeps the code and the cause of a failure of the network, and no stack of its own', () => {
    const cause = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
    assert.deepEqual(errorRecord(new SocketError('ECONNREFUSED', { address: 'here' }, { cause })), {
      name: 'SocketError',
      message: 'ECONNREFUSED {"address":"here"}',
      code: 'ECONNREFUSED',
      cause: { name: 'Error', message: 'refused', code: 'ECONNREFUSED', stack: cause.stack },
    });
  });

  it('calls mistakes of the user by their own names', () => {
    assert.deepEqual(errorRecord(new TextError('"{0}" is no byte', '6g')), {
      name: 'TextError',
      message: '"6g" is no byte',
    });
    const config = errorRecord(new ConfigError([{ path: 'address', message: 'is missing' }]));
    assert.deepEqual(config, { name: 'ConfigError', message: 'address: is missing', code: 'BAD_CONFIG' });
  });

  it('takes what is no error, even what has no text', () => {
    assert.deepEqual(errorRecord('thrown'), { name: 'NotAnError', message: 'thrown' });
    assert.deepEqual(errorRecord(undefined), { name: 'NotAnError', message: 'undefined' });
    assert.deepEqual(errorRecord(Object.create(null)), { name: 'NotAnError', message: 'object' });
  });

  it('ends at three causes, also where an error is its own', () => {
    const error = new Error('round');
    error.cause = error;
    let depth = 0;
    for (let one = errorRecord(error).cause; one; one = one.cause) depth++;
    assert.equal(depth, 3);
  });
});
