import assert from 'node:assert/strict';
import { phrase, phraseOf, phraseText, TextError } from '../../../src/core/phrase.ts';
import { errorSentence } from '../../../src/core/sentences/errors/errorSentence.ts';
import { SocketError } from '../../../src/core/socketError.ts';
import { decodeError, encodeError } from '../../../src/protocol/errorCodec.ts';

/** The error as it arrives over a port. */
const passed = (error: unknown, withStack?: boolean) => decodeError(structuredClone(encodeError(error, withStack)));

describe('an error sent over a port', () => {
  it('keeps the code, parameters and message of a network failure', () => {
    const error = passed(new SocketError('WRONG_SIZE', { size: 3 }, { message: 'wrong' }));
    assert.ok(error instanceof SocketError);
    assert.deepEqual([error.failure, error.message], [{ code: 'WRONG_SIZE', params: { size: 3 } }, 'wrong']);
  });

  it('stays readable with a code and parameters that only the other side knows', () => {
    const error = decodeError({
      portsideError: 'SocketError',
      code: 'LATER',
      params: { detail: 'as it says', more: 1 },
    });
    assert.deepEqual(
      { ...(error as SocketError).failure },
      { code: 'LATER', params: { detail: 'as it says', more: 1 } },
    );
    assert.equal(phraseText(errorSentence(error)), 'as it says');
  });

  it('keeps the phrase for translation on the other side', () => {
    const error = passed(new TextError('no {0}', phrase('{0} in {1}', 1, 2)));
    assert.deepEqual(phraseOf(error), phrase('no {0}', phrase('{0} in {1}', 1, 2)));
    assert.equal(error.message, 'no 1 in 2');
  });

  for (const kind of [RangeError, TypeError, Error]) {
    it(`keeps its class and message: ${kind.name}`, () => {
      const error = passed(new kind('why'));
      assert.deepEqual([error.constructor, error.message], [kind, 'why']);
    });
  }

  it('is an error even if something else was thrown', () => {
    assert.deepEqual(
      [passed('text').message, passed(5).message, passed(undefined).message],
      ['text', '5', 'undefined'],
    );
    assert.equal(passed(new SyntaxError('why')).constructor, Error);
  });

  it('includes its stack only for those who may read it', () => {
    const error = new TypeError('why');
    assert.equal(passed(error, true).stack, error.stack);
    assert.ok(!('stack' in encodeError(error)));
    assert.ok(!('stack' in encodeError(new SocketError('NO_PEER'), true)));
    assert.ok(!('stack' in encodeError('text', true)));
  });

  it('becomes some error, whatever is received', () => {
    for (const [value, message] of [
      [undefined, 'the failure isn’t an error: undefined'],
      [null, 'the failure isn’t an error: null'],
      ['x', 'the failure isn’t an error: x'],
      [{ toString: 1 }, 'the failure isn’t an error'],
      [{ portsideError: 'TextError', phrase: { template: 1 } }, 'the failure isn’t an error'],
      [{ portsideError: 'Other', message: 'm' }, 'm'],
    ] as const) {
      assert.equal(decodeError(value).message, message);
    }
    const socket = decodeError({ portsideError: 'SocketError' });
    assert.ok(socket instanceof SocketError);
    assert.deepEqual(socket.failure, { code: 'UNKNOWN', params: {} });
    assert.equal(decodeError({ portsideError: 'TextError', message: 'm' }).message, 'm');
  });

  it('is an error even if its parts have other types, or are circular', () => {
    const noText = { toString: 1, valueOf: 1 };
    const endless: { template: string; args: unknown[] } = { template: '{0}', args: [] };
    endless.args.push(endless);
    for (const value of [
      noText,
      { message: noText },
      { portsideError: 'RangeError', message: noText },
      { portsideError: 'SocketError', code: noText, message: noText },
      { portsideError: 'TextError', phrase: 7 },
      { portsideError: 'TextError', phrase: { template: 5, args: [] } },
      { portsideError: 'TextError', phrase: { template: '{0}', args: 5 } },
      { portsideError: 'TextError', phrase: endless },
    ])
      assert.equal(decodeError(value).message, 'the failure isn’t an error');
  });

  it('has a code and parameters that a sentence can quote', () => {
    const params = { size: 5, name: 'n', inner: { a: 1 }, none: null, toString: 1 };
    const socket = decodeError({ portsideError: 'SocketError', code: 7, params, message: 'm' }) as SocketError;
    assert.deepEqual(socket.failure, { code: 'UNKNOWN', params: { size: 5, name: 'n', toString: 1 } });
    const others = decodeError({ portsideError: 'SocketError', code: 'NO_PEER', params: null }) as SocketError;
    assert.deepEqual(others.failure, { code: 'NO_PEER', params: {} });
  });
});
