import assert from 'node:assert/strict';
import { parseUriList } from '../../../../src/core/transfer/uriList.ts';

describe('a list of URIs', () => {
  it('has one a line, whatever ends it', () => {
    assert.deepEqual(parseUriList('file:///a\r\nfile:///b\nfile:///c\rfile:///d'), [
      'file:///a',
      'file:///b',
      'file:///c',
      'file:///d',
    ]);
  });

  it('has comments, empty lines and blanks around', () => {
    assert.deepEqual(parseUriList('# files\r\n\r\n  file:///a#part \r\n'), ['file:///a#part']);
    assert.deepEqual(parseUriList(''), []);
  });
});
