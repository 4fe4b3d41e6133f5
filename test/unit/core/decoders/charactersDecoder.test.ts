import assert from 'node:assert/strict';
import { charactersDecoder } from '../../../../src/core/decoders/charactersDecoder.ts';
import { partBytes } from '../../../../src/core/decoders/textParts.ts';
import { inputOf } from '../../../support/inputOf.ts';

const fits = (...payload: Parameters<typeof inputOf>) => charactersDecoder.sniff(inputOf(...payload)) === 'preferred';

describe('payloads that the characters decoder prefers as text', () => {
  it('are valid in their encoding', () => {
    assert.ok(fits('hello\r\n'));
    assert.ok(fits('Grüße ✓ 🎉'));
    assert.ok(!fits(Buffer.from([0x68, 0xff])));
    assert.ok(fits(Buffer.from('hallo', 'utf16le'), { encoding: 'utf16le' }));
  });

  it('may cut a character only if they continue', () => {
    const cut = Buffer.from('grün').subarray(0, 3);
    assert.ok(fits(cut, { length: 5 }));
    assert.ok(!fits(cut));
    assert.ok(fits(`${'a'.repeat(4095)}é`));
  });

  it('have few control characters: those of a terminal, or a frame around the text', () => {
    assert.ok(fits('\u001b[31mred\u001b[0m\ttab\n'));
    assert.ok(fits('\u0002HELLO\u0003'));
    assert.ok(fits('hello\0'));
  });

  it('aren’t accidentally valid bytes', () => {
    assert.ok(!fits(Buffer.from('000100000006110300006b00', 'hex')));
    assert.ok(!fits(Buffer.from([0, 1, 2, 65])));
    assert.ok(!fits(Buffer.from([1, 2])));
    assert.ok(!fits(Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)), { encoding: 'latin1' }));
    assert.ok(!fits(new Uint8Array(5000)));
  });

  it('can be empty', () => assert.ok(fits('')));
});

describe('payload characters', () => {
  const decoded = async (...payload: Parameters<typeof inputOf>) => {
    const found = await charactersDecoder.decode(inputOf(...payload));
    assert.ok(found?.kind === 'characters');
    return found;
  };

  it('are offered for any payload', () =>
    assert.equal(charactersDecoder.sniff(inputOf(Buffer.from([255]))), 'offered'));

  it('arrive in parts, in the displayed encoding', async () => {
    assert.deepEqual((await decoded('aé')).part(0, [1, 2]), { before: 'a', marked: 'é', after: '' });
    assert.equal((await decoded(Buffer.from('é', 'latin1'), { encoding: 'latin1' })).part(0, undefined).before, 'é');
    const counts = [0, 1, partBytes, partBytes + 1].map(
      async length => (await decoded(new Uint8Array(length))).partCount,
    );
    assert.deepEqual(await Promise.all(counts), [0, 1, 1, 2]);
  });

  it('are valid up to one that is cut off if more follows', async () => {
    const cut = Buffer.from('é').subarray(0, 1);
    assert.ok((await decoded(cut, { length: 2 })).isValid());
    assert.ok(!(await decoded(cut)).isValid());
  });
});
