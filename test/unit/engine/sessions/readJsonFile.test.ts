import assert from 'node:assert/strict';
import { symlink, writeFile } from 'node:fs/promises';
import { readJsonFile } from '../../../../src/engine/sessions/readJsonFile.ts';
import { inTheWay } from '../../../support/inTheWay.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';

describe('a small JSON file', () => {
  const folder = temporaryFolder();

  const read = async (text: string, maxBytes?: number) => {
    await writeFile(folder.at('file'), text);
    return readJsonFile(folder.at('file'), maxBytes);
  };
  const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;

  it('is read as UTF-8', async () => {
    assert.deepEqual(await read('{"a":["✓",1,null]}'), { a: ['✓', 1, null] });
    assert.equal(await read('null'), null);
  });

  it('is read through a link', async () => {
    await writeFile(folder.at('file'), '[1]');
    await symlink(folder.at('file'), folder.at('link'));
    assert.deepEqual(await readJsonFile(folder.at('link')), [1]);
  });

  it('is undefined if it is missing, empty or not JSON', async () => {
    assert.deepEqual(
      [await readJsonFile(folder.at('none')), await read(''), await read('{"a":'), await read('\xff\xff')],
      [undefined, undefined, undefined, undefined],
    );
  });

  it('may have as many bytes as the limit, and no more', async () => {
    assert.deepEqual([await read('[1,2]', 5), await read('[1,2]', 4)], [[1, 2], undefined]);
  });

  it('has at most 32 MiB', async () => {
    const text = '[1]'.padEnd(32 * 1024 * 1024);
    assert.deepEqual([await read(text), await read(`${text} `)], [[1], undefined]);
  });

  it('is undefined if it is nested deeper than any of ours', async () => {
    assert.ok(Array.isArray(await read(nested(128))));
    assert.equal(await read(nested(129)), undefined);
  });

  for (const [what, put] of Object.entries(inTheWay))
    it(`is undefined if ${what} is in its place`, async () => {
      await put(folder.at('file'));
      assert.equal(await readJsonFile(folder.at('file')), undefined);
    });
});
