import assert from 'node:assert/strict';
import type { SocketOperation, SystemFailure } from '../../../../../src/core/errorParams.ts';
import { phrase, phraseText } from '../../../../../src/core/phrase.ts';
import { cannotConnect, systemError, systemReason } from '../../../../../src/core/sentences/errors/systemError.ts';

const path = '/tmp/photo.png';
const failure = (operation: SocketOperation, address = 'tcp://127.0.0.1:9'): SystemFailure => ({
  code: 'EACCES',
  params: { operation, address },
});

describe('a sentence for a system error', () => {
  for (const [operation, sentence] of [
    ['listen', 'Cannot listen on 127.0.0.1:9: permission denied (ports below 1024 require elevated privileges)'],
    ['bind', 'Cannot listen on 127.0.0.1:9: permission denied (ports below 1024 require elevated privileges)'],
    ['connect', 'Cannot connect to 127.0.0.1:9: permission denied'],
    ['send', 'Cannot send to 127.0.0.1:9: permission denied'],
    ['read', 'Communication with 127.0.0.1:9 failed: permission denied'],
  ] as const)
    it(`says what failed, and with which peer: ${operation}`, () =>
      assert.equal(phraseText(systemError(failure(operation))), sentence));

  it('names the file that can’t be read or written', () => {
    assert.equal(phraseText(systemError(failure('write', path))), `Cannot write ${path}: permission denied`);
    assert.equal(phraseText(systemError(failure('readFile', path))), `Cannot read ${path}: permission denied`);
  });

  it('is only the reason if no address is known', () => {
    assert.equal(phraseText(systemError({ code: 'EACCES', params: {} })), 'permission denied');
    assert.equal(phraseText(cannotConnect(undefined, phrase('timed out'))), 'timed out');
  });
});

describe('the reason for a system error', () => {
  it('contains no address, except that of a file', () => {
    assert.equal(phraseText(systemReason(failure('connect'))), 'permission denied');
    assert.equal(phraseText(systemReason(failure('write', path))), `Cannot write ${path}: permission denied`);
  });
});
