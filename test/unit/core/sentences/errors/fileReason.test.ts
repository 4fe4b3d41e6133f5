import assert from 'node:assert/strict';
import { phraseText } from '../../../../../src/core/phrase.ts';
import { fileReason } from '../../../../../src/core/sentences/errors/fileReason.ts';

describe('the reason for a file failure', () => {
  for (const [code, reason] of [
    ['EDQUOT', 'the disk is full'],
    ['EACCES', 'permission denied'],
    ['EPERM', 'permission denied'],
    ['EROFS', 'the file system is read-only'],
    ['ENOTDIR', 'part of the path isn’t a folder'],
    ['EISDIR', 'it is a folder'],
    ['EEXIST', 'too many files have this name'],
    ['ENAMETOOLONG', 'the name is too long'],
    ['ENOSPC', 'the disk is full'],
    ['EWEIRD', 'as the system says it'],
  ] as const)
    it(`explains ${code}`, () =>
      assert.equal(phraseText(fileReason({ code, params: { detail: 'as the system says it' } })), reason));
});
