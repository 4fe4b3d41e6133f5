import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { encodeText } from '../../../../src/core/bytes/encodeText.ts';
import { unescapeBytes } from '../../../../src/core/bytes/escapes.ts';
import { parseHex } from '../../../../src/core/bytes/hex.ts';
import { ConfigError } from '../../../../src/core/config/configError.ts';
import { parseEndpointConfig } from '../../../../src/core/config/endpointConfigSchema.ts';
import { errorRecord } from '../../../../src/core/diagnostics/errorRecord.ts';
import { numeral, TextError } from '../../../../src/core/phrase.ts';
import { SocketError } from '../../../../src/core/socketError.ts';
import { compilePayload } from '../../../../src/core/template/payload.ts';

function thrownBy(attempt: () => unknown): unknown {
  try {
    attempt();
  } catch (error) {
    return error;
  }
  return assert.fail(`${attempt} throws`);
}

describe('errorRecord', () => {
  it('keeps the stack of unexpected errors', () => {
    const error = new RangeError('too far');
    assert.deepEqual(errorRecord(error), { name: 'RangeError', message: 'too far', stack: error.stack });
  });

  it('keeps the code and cause of a network failure, without its own stack', () => {
    const cause = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
    assert.deepEqual(errorRecord(SocketError.system('ECONNREFUSED', { address: 'here' }, { cause })), {
      name: 'SocketError',
      message: 'ECONNREFUSED {"address":"here"}',
      code: 'ECONNREFUSED',
      cause: { name: 'Error', message: 'refused', code: 'ECONNREFUSED', stack: cause.stack },
    });
  });

  it('names user mistakes by their own classes', () => {
    assert.deepEqual(errorRecord(new TextError('"{0}" is no byte', '6g')), {
      name: 'TextError',
      message: '"…" is no byte',
    });
    assert.equal(errorRecord(new TextError('{0} of {1}', 'mine', numeral(65_536))).message, '… of 65,536');
    const config = errorRecord(new ConfigError([{ path: 'address', message: 'is missing' }]));
    assert.deepEqual(config, { name: 'ConfigError', message: 'address: is missing', code: 'BAD_CONFIG' });
  });

  it('quotes nothing from a message or a config', () => {
    const marker = Array.from(randomBytes(24), byte => 'QXZJKVWY'[byte % 8]).join('');
    const attempts = [
      () => JSON.parse(marker),
      () => JSON.parse(`{"a": "${marker}`),
      () => JSON.parse(`["${marker}", ${marker}]`),
      () => new RegExp(`(${marker}`),
      () => Buffer.concat([marker as never]),
      () => unescapeBytes(`${marker}\\q`, 'utf8'),
      () => parseHex(`${marker}`),
      () => encodeText(`${marker}€`, 'latin1'),
      () => compilePayload(`{{${marker}}}`, 'utf8'),
      () => parseEndpointConfig({ kind: 'tcp-server', address: marker, greeting: { hex: marker }, framing: marker }),
      () =>
        parseEndpointConfig({
          kind: 'udp',
          address: ':0',
          reply: [{ when: { regex: `(${marker}` }, send: `{{${marker}` }],
        }),
    ];
    for (const attempt of attempts) {
      const record = JSON.stringify(errorRecord(thrownBy(attempt)));
      for (let at = 0; at + 4 <= marker.length; at++) assert.ok(!record.includes(marker.slice(at, at + 4)), record);
    }
  });

  it('accepts what isn’t an error, even without any text', () => {
    assert.deepEqual(errorRecord('thrown'), { name: 'NotAnError', message: 'thrown' });
    assert.deepEqual(errorRecord(undefined), { name: 'NotAnError', message: 'undefined' });
    assert.deepEqual(errorRecord(Object.create(null)), { name: 'NotAnError', message: 'object' });
  });

  it('stops at three causes, even if an error is its own cause', () => {
    const error = new Error('round');
    error.cause = error;
    let depth = 0;
    for (let one = errorRecord(error).cause; one; one = one.cause) depth++;
    assert.equal(depth, 3);
  });
});
