/** Which files a real ffmpeg may read: the one that the user chose, and nothing that the file names. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mock } from 'node:test';
import { Uri } from 'vscode';
import type { SocketFailure } from '../../src/core/errorParams.ts';
import { phraseText } from '../../src/core/phrase.ts';
import { failureSentence } from '../../src/core/sentences/errors/errorSentence.ts';
import { onEntering } from '../../src/engine/owned.ts';
import { firstPictureMs } from '../../src/engine/video/sources/firstPicture.ts';
import { videoFileSource } from '../../src/host/video/videoFileSource.ts';
import { hastenTimer } from '../support/hastenTimer.ts';
import type { OpenEndpoint } from '../support/openEndpoint.ts';
import { run } from '../support/run.ts';
import { systemProgram } from '../support/systemPackages.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { pattern, VideoTests } from '../support/videoTests.ts';

describe('a file that ffmpeg reads', function () {
  this.timeout(120_000);
  const tests = new VideoTests();
  const folder = temporaryFolder();
  let ffmpeg: string;
  let endpoint: OpenEndpoint;
  let web: Server;
  let requests: string[];

  before(async function () {
    // It may have to be installed.
    this.timeout(600_000);
    ffmpeg = await systemProgram('ffmpeg');
  });

  beforeEach(async () => {
    endpoint = await tests.server();
    requests = [];
    web = createServer((request, response) => {
      requests.push(`${request.url}`);
      response.end();
    }).listen(0, '127.0.0.1');
    await once(web, 'listening');
  });
  afterEach(() => web.close());

  const film = ['-f', 'lavfi', '-i', 'testsrc=size=64x48:rate=25:duration=1'];
  const make = (name: string, ...how: string[]) => run(ffmpeg, ['-y', ...film, ...how, folder.at(name)]);
  const url = (name: string) => `http://127.0.0.1:${(web.address() as AddressInfo).port}/${name}`;

  async function start(name: string): Promise<string> {
    const { source } = videoFileSource(Uri.file(folder.at(name)), ffmpeg);
    const options = { ...pattern, width: 64, height: 48, fps: 25, toNewPeers: true, source };
    return (await tests.engine.startVideo(endpoint.id, options)).id;
  }

  for (const [name, how] of [
    ['film.mp4', ['-c:v', 'mpeg4']],
    ['film.mkv', ['-c:v', 'ffv1']],
    ['film.avi', ['-c:v', 'mjpeg']],
    ['film.ts', ['-c:v', 'mpeg2video']],
    ['film.mpg', ['-c:v', 'mpeg1video']],
    ['film.gif', []],
    ['film.webm', ['-c:v', 'libvpx']],
    ['film.ogv', ['-c:v', 'libtheora']],
    ['film.y4m', ['-pix_fmt', 'yuv420p']],
    ['a 100% (1).bmp', ['-frames:v', '1', '-update', '1']],
    ['picture.tiff', ['-frames:v', '1', '-update', '1']],
    ['picture.webp', ['-frames:v', '1', '-update', '1']],
  ] as const)
    it(`is shown: ${name}`, async () => {
      await make(name.includes('%') ? 'a.bmp' : name, ...how);
      if (name.includes('%')) await copyFile(folder.at('a.bmp'), folder.at(name));
      const id = await start(name);
      await tests.picture(id);
      assert.equal(await tests.engine.stopVideo(id), true);
    });

  describe('that is damaged', () => {
    const filmWith = async (name: string, ...how: string[]) => {
      await make(name, ...how);
      return readFile(folder.at(name));
    };
    const isShort = ['-c:v', 'mpeg4', '-movflags', '+faststart'];
    const pictures = (film: Buffer) => film.indexOf('mdat') + 4;

    const damages: readonly (readonly [name: string, what: string, content: () => Promise<Uint8Array | string>])[] = [
      ['film.mp4', 'it is empty', async () => ''],
      ['film.mkv', 'it is empty', async () => ''],
      ['film.mp4', 'it is a text', async () => 'This is not a film.\n'.repeat(1000)],
      ['film.gif', 'it is a text', async () => 'This is not a film.\n'.repeat(1000)],
      [
        'film.mp4',
        'its index is missing',
        async () => {
          const film = await filmWith('film.mp4', '-c:v', 'mpeg4');
          return film.subarray(0, film.length / 2);
        },
      ],
      [
        'film.mp4',
        'its pictures are missing',
        async () => {
          const film = await filmWith('film.mp4', ...isShort);
          return film.subarray(0, pictures(film));
        },
      ],
      [
        'film.mp4',
        'its pictures are overwritten',
        async () => {
          const film = await filmWith('film.mp4', ...isShort);
          return film.fill(0, pictures(film));
        },
      ],
      ['film.mkv', 'it has only headers', async () => (await filmWith('film.mkv', '-c:v', 'ffv1')).subarray(0, 600)],
      ['film.avi', 'it has only headers', async () => (await filmWith('film.avi', '-c:v', 'mjpeg')).subarray(0, 6000)],
      ['film.y4m', 'it has only headers', async () => 'YUV4MPEG2 W64 H48 F25:1 Ip A1:1 C420\n'],
    ];

    beforeEach(() => hastenTimer(firstPictureMs));
    afterEach(() => mock.restoreAll());

    /** Resolves with the failure of a video that must end without a picture. */
    async function failure(name: string): Promise<SocketFailure> {
      const { failure, frames } = await tests.ended(endpoint, await start(name));
      assert.equal(frames, 0);
      return failure ?? assert.fail('it has ended without a failure');
    }

    for (const [name, what, content] of damages)
      it(`has failed with a sentence if ${what}: ${name}`, async () => {
        await writeFile(folder.at(name), await content());
        assert.match(phraseText(failureSentence(await failure(name))), /film\.|ffmpeg failed: .{8}/);
      });

    it('has failed with a sentence if it is a folder', async () => {
      await mkdir(folder.at('film.mp4'));
      assert.match(phraseText(failureSentence(await failure('film.mp4'))), /Is a directory|Invalid/);
    });

    it('is shown as far as it has pictures, wherever it is cut', async () => {
      const film = await filmWith('film.mkv', '-c:v', 'ffv1');
      const shown: number[] = [];
      for (let percent = 10; percent <= 100; percent += 10) {
        await writeFile(folder.at('film.mkv'), film.subarray(0, (film.length * percent) / 100));
        const id = await start('film.mkv');
        await tests.picture(id);
        shown.push(percent);
        assert.equal(await tests.engine.stopVideo(id), true);
      }
      assert.equal(shown.length, 10);
    });
  });

  it('waits for its pictures if it is a pipe, until it is stopped', async () => {
    await run('mkfifo', [folder.at('film.mkv')]);
    hastenTimer(firstPictureMs);
    const id = await start('film.mkv');
    await new Promise<void>(resolve =>
      onEntering((place, when) => place === 'firstPicture.late' && when === 'end' && resolve()),
    );
    onEntering(undefined);
    mock.restoreAll();
    assert.equal(await tests.engine.stopVideo(id), true);
    assert.equal((await tests.ended(endpoint, id)).failure, undefined);
  });

  const hls = (segment: string) =>
    ['#EXTM3U', '#EXT-X-TARGETDURATION:1', '#EXTINF:1,', segment, '#EXT-X-ENDLIST', ''].join('\n');
  const stream = ['v=0', 'o=- 0 0 IN IP4 127.0.0.1', 's=x', 'c=IN IP4 127.0.0.1', 't=0 0', 'm=video 9 RTP/AVP 96', ''];
  const representation =
    '<Representation id="1" bandwidth="1"><BaseURL>other.ts</BaseURL><SegmentBase/></Representation>';
  const dash = `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" profiles="urn:mpeg:dash:profile:isoff-live:2011" type="static" mediaPresentationDuration="PT1S"><Period><AdaptationSet mimeType="video/mp4">${representation}</AdaptationSet></Period></MPD>`;
  const lists: readonly (readonly [name: string, what: string, text: () => string])[] = [
    ['list.m3u8', 'another file', () => hls('other.ts')],
    ['list.m3u8', 'another file by its path', () => hls(`file:${folder.at('other.ts')}`)],
    ['list.m3u8', 'an address', () => hls(url('other.ts'))],
    ['film.mp4', 'another file, under the name of a film', () => hls('other.ts')],
    ['film.mkv', 'an address, under the name of a film', () => hls(url('a.ts'))],
    ['list.ffconcat', 'another file', () => 'ffconcat version 1.0\nfile other.ts\n'],
    ['list.txt', 'another file', () => `ffconcat version 1.0\nfile '${folder.at('other.ts')}'\n`],
    ['list.sdp', 'a port', () => [...stream, 'a=rtpmap:96 H264/90000', ''].join('\r\n')],
    ['list.mpd', 'another file', () => dash],
  ];
  for (const [name, what, text] of lists)
    it(`isn’t read if it names ${what}: ${name}`, async () => {
      await make('other.ts', '-c:v', 'mpeg2video');
      await writeFile(folder.at(name), text());
      const { failure } = await tests.ended(endpoint, await start(name));
      assert.deepEqual(failure, { code: 'FORMAT_REFUSED', params: { address: folder.at(name) } });
      assert.match(phraseText(failureSentence(failure)), /wasn’t opened: .*Playlists and scripts are refused/);
      assert.deepEqual(requests, []);
    });

  it('isn’t read if its name stands for a series', async () => {
    await make('shot%d.bmp');
    await writeFile(folder.at('shot%d.bmp'), 'BM');
    const { failure } = await tests.ended(endpoint, await start('shot%d.bmp'));
    assert.equal(failure?.code, 'FORMAT_REFUSED');
  });
});
