import assert from 'node:assert/strict';
import type { Framing } from '../../../../../src/core/endpointConfig.ts';
import { DelimiterDecoder } from '../../../../../src/core/framing/ended/delimiter.ts';
import { endedBy } from '../../../../../src/core/framing/ended/endedFrames.ts';
import { framingFor } from '../../../../../src/core/framing/framings.ts';
import { utf8 } from '../decodeCut.ts';

const end = utf8('--');
const ended = endedBy(end, maxFrameBytes => new DelimiterDecoder(end, maxFrameBytes));
const split = (text: string) => ended.split(utf8(text)).map(frame => Buffer.from(frame).toString());

describe('text with delimited frames', () => {
  it('is split after each delimiter, which stays with its frame', () => {
    assert.deepEqual(split('a--b--'), ['a--', 'b--']);
    assert.deepEqual(split('a--b'), ['a--', 'b']);
    assert.deepEqual(split('----a-'), ['--', '--', 'a-']);
  });

  it('is an empty frame if empty, and one frame without a delimiter', () => {
    assert.deepEqual(split(''), ['']);
    assert.deepEqual(split('ab'), ['ab']);
    assert.deepEqual(split('--'), ['--']);
  });

  it('is several frames if a delimiter precedes its last bytes', () => {
    const several = (text: string) => ended.isSeveral(utf8(text));
    for (const one of ['', 'a', 'a-', 'a--', '--', '-']) assert.equal(several(one), false, one);
    for (const more of ['--a', 'a--b', 'a----', '---']) assert.equal(several(more), true, more);
  });

  it('has frames whose content precedes the delimiter', () => {
    const content = (text: string) => Buffer.from(ended.content(utf8(text))).toString();
    assert.deepEqual(['a--', 'a', 'a-', '--', ''].map(content), ['a', 'a', 'a-', '', '']);
  });

  it('isn’t split to the end if it has millions of frames', () => {
    let pushed = 0;
    const counting = endedBy(end, maxFrameBytes => {
      const decoder = new DelimiterDecoder(end, maxFrameBytes);
      return Object.assign(Object.create(decoder), {
        push: (chunk: Uint8Array) => {
          pushed += chunk.length;
          return decoder.push(chunk);
        },
      });
    });
    assert.throws(() => counting.split(new Uint8Array(16 * 1024 * 1024).fill(end[0] ?? 0)), /more than 10000 messages/);
    assert.ok(pushed < 1024 * 1024, `${pushed}`);
  });

  it('is split the same, whatever the slices it is processed in', () => {
    const encoder = framingFor({ line: 'any' }).encoder();
    for (let before = 65_530; before < 65_540; before++) {
      const text = Buffer.from(`${'a'.repeat(before)}\r\nb\rc\n`);
      assert.deepEqual(
        encoder.split?.(text).map(({ length }) => length),
        [before + 2, 2, 2],
        `${before}`,
      );
    }
  });

  for (const framing of [{ line: 'lf' }, { line: 'any' }, { delimiter: '\n' }] as const satisfies Framing[]) {
    it(`makes at most 10,000 frames with ${JSON.stringify(framing)}`, () => {
      const encoder = framingFor(framing).encoder();
      assert.equal(encoder.split?.(new Uint8Array(10_000).fill(10)).length, 10_000);
      assert.throws(
        () => encoder.split?.(new Uint8Array(10_001).fill(10)),
        /more than 10000 messages; send it as a file$/,
      );
    });
  }
});
