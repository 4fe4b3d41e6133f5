import assert from 'node:assert/strict';
import { MultipartHeaders } from '../../../../src/core/video/multipartHeaders.ts';

/** Parses headers with this text added at every valid place. */
function read(text: string): MultipartHeaders {
  const headers = new MultipartHeaders();
  for (const byte of Buffer.from(text, 'latin1')) assert.ok(headers.add(byte));
  return headers;
}

describe('part headers', () => {
  it('contain the length once they are complete, and not before', () => {
    assert.equal(read('--frame\r\nContent-Length: 123\r\n').contentLength, undefined);
    assert.equal(read('--frame\r\nContent-Length: 123\r\n\r\n').contentLength, 123);
    assert.equal(read('--frame\ncontent-length :7 \n\n').contentLength, 7);
  });

  it('contain nothing if the length is missing or invalid', () => {
    for (const length of [
      '',
      'Content-Length: -1\r\n',
      'Content-Length: 1x\r\n',
      'X-Content-Length: 1\r\n',
      `Content-Length: ${'1'.repeat(16)}\r\n`,
    ]) {
      assert.equal(read(`--frame\r\n${length}\r\n`).contentLength, undefined, length);
    }
  });

  it('recognize the beginning of a line', () => {
    assert.ok(read('').isAtLineStart);
    assert.ok(!read('-').isAtLineStart);
    assert.ok(read('--frame\r\n').isAtLineStart);
  });

  it('contain only text, tabs and line endings', () => {
    for (const byte of [0, 8, 11, 31, 0x7f, 0xff]) assert.ok(!new MultipartHeaders().add(byte), String(byte));
    for (const byte of [9, 10, 13, 0x20, 0x7e]) assert.ok(new MultipartHeaders().add(byte), String(byte));
  });

  it('are at most 4096 bytes', () => {
    const headers = read('a'.repeat(4096));
    assert.ok(!headers.add(0x61));
  });
});
