import assert from 'node:assert/strict';
import type { Encoding } from '../../../../src/core/endpointConfig.ts';
import { encodingCode, encodingOf } from '../../../../src/engine/transcript/encodingCode.ts';

describe('the code of an encoding', () => {
  it('is the same as in files of earlier versions', () => {
    const codes: Record<Encoding, number> = { utf8: 0, latin1: 1, utf16le: 2, utf16be: 3 };
    for (const [encoding, code] of Object.entries(codes)) {
      assert.equal(encodingCode(encoding as Encoding), code);
      assert.equal(encodingOf(code), encoding);
    }
  });

  it('is unknown if no encoding has it', () => {
    assert.deepEqual([encodingOf(4), encodingOf(255)], [undefined, undefined]);
  });
});
