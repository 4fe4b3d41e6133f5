import assert from 'node:assert/strict';
import { parseUriList } from '../../../../src/core/transfer/uriList.ts';

describe('a URI list', () => {
  it('has one URI per line, with any line ending', () => {
    assert.deepEqual(parseUriList('file:///a\r\nfile:///b\nfile:///c\rfile:///d'), [
      'file:///a',
      'file:///b',
      'file:///c',
      'file:///d',
    ]);
  });

  it('may contain comments, empty lines and surrounding blanks', () => {
    assert.deepEqual(parseUriList('# files\r\n\r\n  file:///a#part \r\n'), ['file:///a#part']);
    assert.deepEqual(parseUriList(''), []);
  });
});
