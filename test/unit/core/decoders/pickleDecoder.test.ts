import assert from 'node:assert/strict';
import { pickleDecoder } from '../../../../src/core/decoders/pickleDecoder.ts';
import { phraseText } from '../../../../src/core/phrase.ts';
import { inputOf } from '../../../support/inputOf.ts';
import { pickle as written } from '../pickle/pickles.ts';

/** `pickle.dumps({'name': 'cam'}, 2)`. */
const pickle = Uint8Array.from(Buffer.from('80027d710058040000006e616d65710158030000006361' + '6d7102732e', 'hex'));

function behind(length: bigint, littleEndian = true): Uint8Array {
  const bytes = new Uint8Array(8 + pickle.length);
  new DataView(bytes.buffer).setBigUint64(0, length, littleEndian);
  bytes.set(pickle, 8);
  return bytes;
}

const sniffed = (bytes: Uint8Array, length = bytes.length) => pickleDecoder.sniff(inputOf(bytes, { length }));
const decoded = async (bytes: Uint8Array) => {
  const found = await pickleDecoder.decode(inputOf(bytes));
  if (found && found.kind !== 'tree') assert.fail(found.kind);
  return found;
};
const problem = async (bytes: Uint8Array) => {
  const found = await decoded(bytes);
  assert.equal(found?.root, undefined);
  return phraseText(found?.problem ?? '');
};

describe('the pickle decoder', () => {
  it('finds a pickle at the beginning, or after an 8-byte length in either byte order', async () => {
    const notes = async (bytes: Uint8Array) => (await decoded(bytes))?.notes.map(({ text }) => phraseText(text));
    const data = 'Shown as data. Nothing in it was executed.';
    const prefix = 'Starts after a length prefix of 8 bytes.';
    assert.deepEqual(await notes(pickle), [data]);
    assert.deepEqual(await notes(behind(30n)), [data, prefix]);
    assert.deepEqual(await notes(behind(30n, false)), [data, prefix]);
    for (const bytes of [pickle, behind(30n)]) {
      assert.equal(sniffed(bytes, 100), 'preferred');
      assert.equal((await decoded(bytes))?.root?.type, 'dict');
    }
  });

  it('finds none after bytes that can’t be a length', async () => {
    const most = 1n << 40n;
    assert.equal(sniffed(behind(most - 1n), 100), 'preferred');
    // The same in either byte order.
    const never = most | ((most >> 32n) << 16n) | 0xffff_ffff_ffff_ffffn;
    assert.equal(sniffed(behind(never), 100), undefined);
    assert.equal(await decoded(behind(never)), undefined);
  });

  it('recognizes a pickle by its first bytes, before the rest is fetched', () => {
    assert.equal(sniffed(pickle.subarray(0, 4), 1_000_000), 'preferred');
  });

  it('rejects more than 16 MiB', () => {
    assert.equal(sniffed(pickle, 16 * 1024 * 1024), 'preferred');
    assert.equal(sniffed(pickle, 16 * 1024 * 1024 + 1), undefined);
  });

  it('finds none in other bytes, however few', async () => {
    assert.equal(await decoded(Buffer.from('GET / HTTP/1.1')), undefined);
    for (let length = 0; length < 8; length++) assert.equal(await decoded(new Uint8Array(length)), undefined);
    assert.equal(await decoded(new Uint8Array(8)), undefined);
  });

  it('reports if the end is missing, or if the pickle is too complex', async () => {
    // It ends inside an instruction that begins earlier.
    const cut = pickle.slice(0, -6);
    for (const bytes of [cut, Buffer.concat([behind(30n).subarray(0, 8), cut])])
      assert.equal(
        await problem(bytes),
        `The pickle is incomplete: this message ends at byte ${pickle.length - 6} of the pickle.`,
      );
    assert.equal(await problem(written('N0'.repeat(200_000))), 'The pickle is too complex to be shown.');
  });

  it('finds none in bytes that only begin like one', async () => {
    assert.equal(await decoded(Uint8Array.from([0x80, 4, 0xff, 1, 2])), undefined);
  });
});
