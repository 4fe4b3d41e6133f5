import assert from 'node:assert/strict';
import { onlyThatFile } from '../../../../src/camera/ffmpeg/onlyThatFile.ts';

describe('the input that ffmpeg may read', () => {
  it('is limited to files in formats that don’t reference others', () => {
    const [protocols, file, formats, names = '', ...more] = onlyThatFile;
    assert.deepEqual([protocols, file, formats, more], ['-protocol_whitelist', 'file', '-format_whitelist', []]);
    const listed = names.split(',');
    assert.equal(new Set(listed).size, listed.length);
    for (const name of [
      'hls',
      'dash',
      'concat',
      'sdp',
      'rtsp',
      'image2',
      'avisynth',
      'avs',
      'vapoursynth',
      'lavfi',
      'imf',
      'svg_pipe',
    ])
      assert.ok(!listed.includes(name), name);
  });
});
