import assert from 'node:assert/strict';
import { Uri } from 'vscode';
import { onlyThatFile } from '../../../../src/camera/ffmpeg/onlyThatFile.ts';
import { videoFileSource } from '../../../../src/host/video/videoFileSource.ts';

describe('a file sent as video', () => {
  it('is a picture if the engine can read it without help', () => {
    for (const name of ['a.jpg', 'b.JPEG', 'c d.png']) {
      const uri = Uri.file(`/films/${name}`);
      assert.deepEqual(videoFileSource(uri, 'ffmpeg'), { source: { kind: 'image', path: uri.fsPath }, label: name });
    }
  });

  it('is a looping movie otherwise, and never what it references', () => {
    for (const name of ['a.mp4', 'list.m3u8', 'png', 'a.gif']) {
      const uri = Uri.file(`/films/${name}`);
      const input = [...onlyThatFile, '-i', `file:${uri.fsPath}`];
      const source = { kind: 'ffmpeg', program: '/bin/ffmpeg', input, repeats: true };
      assert.deepEqual(videoFileSource(uri, '/bin/ffmpeg'), { source, label: name });
    }
  });

  it('must be named, and on the engine’s disk', () => {
    assert.throws(() => videoFileSource(undefined, 'ffmpeg'), RangeError);
    assert.throws(() => videoFileSource(Uri.parse('memory:/a.png'), 'ffmpeg'), RangeError);
  });
});
