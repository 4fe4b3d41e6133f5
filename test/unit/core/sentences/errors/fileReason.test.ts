import assert from 'node:assert/strict';
import { toldPhrase } from '../../../../../src/core/phrase.ts';
import { fileSentence } from '../../../../../src/core/sentences/errors/fileReason.ts';

describe('sentences about files', () => {
  const address = '/tmp/photo.png';
  const sentence = (code: string, operation = 'write', detail = 'as the system says it') => {
    const phrase = fileSentence({ code, params: { operation, address, detail } });
    return phrase && toldPhrase(phrase);
  };

  it('name what failed, and the file', () => {
    assert.equal(sentence('ENOSPC'), 'Cannot write /tmp/photo.png: the disk is full');
    assert.equal(sentence('ENOENT', 'readFile'), 'Cannot read /tmp/photo.png: no such file');
  });

  for (const [code, reason] of [
    ['EDQUOT', 'the disk is full'],
    ['EACCES', 'permission denied'],
    ['EPERM', 'permission denied'],
    ['EROFS', 'the file system is read-only'],
    ['ENOTDIR', 'part of the path isn’t a folder'],
    ['EISDIR', 'it is a folder'],
    ['EEXIST', 'too many files have this name'],
    ['ENAMETOOLONG', 'the name is too long'],
    ['EWEIRD', 'as the system says it'],
  ] as const)
    it(`say what ${code} means of a file`, () => assert.equal(sentence(code), `Cannot write ${address}: ${reason}`));

  it('are for files only', () => {
    for (const operation of ['listen', 'connect', 'send', 'read'])
      assert.equal(sentence('EACCES', operation), undefined);
    assert.equal(fileSentence({ code: 'EACCES', params: {} }), undefined);
  });
});
