import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { Uri } from 'vscode';
import { Dismissed } from '../../../../src/client/dismissed.ts';
import { RecordingFiles } from '../../../../src/client/video/recordingFiles.ts';
import { askRecording, startRecording, stopRecording } from '../../../../src/host/video/recordVideo.ts';
import { VideoPages } from '../../../../src/host/video/videoPages.ts';
import { type FakeVideoPage, fakeVideoPage } from '../../../support/fakeVideoPage.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';
import { videoSnapshot } from '../../../support/videoSnapshots.ts';

describe('recording a video', () => {
  freshVscode();
  const folder = temporaryFolder();
  const video = videoSnapshot();
  const owner = {};
  let parts: { recordings: RecordingFiles; pages: VideoPages };
  let page: FakeVideoPage;
  let listed: { dispose(): void };

  beforeEach(() => {
    parts = { recordings: new RecordingFiles(), pages: new VideoPages() };
    page = fakeVideoPage({ owner });
    listed = parts.pages.add(page);
  });

  async function begun(): Promise<string> {
    const asking = askRecording(parts, video, owner);
    (await questions.question('Record Video', 'save')).answer(Uri.file(folder.at('a.webm')));
    return asking;
  }

  it('asks for a file, and finally reports what it contains', async () => {
    const id = await begun();
    await parts.recordings.write(id, owner, Buffer.from('seven b'));
    await parts.recordings.end(id, owner);
    await questions.question('Recorded a.webm: 0 s, 7 B.', 'notification');
    assert.equal(await readFile(folder.at('a.webm'), 'utf8'), 'seven b');
  });

  it('starts nothing if the question is dismissed, or the place isn’t writable', async () => {
    const asking = askRecording(parts, video, owner);
    (await questions.question('Record', 'save')).dismiss();
    await assert.rejects(asking, Dismissed);
    const remote = askRecording(parts, video, owner);
    (await questions.question('Record', 'save')).answer(Uri.parse('memory:/a.webm'));
    await assert.rejects(remote, RangeError);
    assert.equal(parts.recordings.of(video.id), undefined);
  });

  it('doesn’t touch a file that is chosen after the page is gone', async () => {
    await writeFile(folder.at('a.webm'), 'an earlier one');
    const asking = askRecording(parts, video, owner);
    const question = await questions.question('Record', 'save');
    listed.dispose();
    // The next page of the same panel knows nothing of it.
    parts.pages.add(fakeVideoPage({ owner }));
    question.answer(Uri.file(folder.at('a.webm')));
    await assert.rejects(asking, { code: 'NOT_SHOWN' });
    const uri = Uri.file(folder.at('a.webm'));
    await assert.rejects(startRecording(parts, video, { page, uri }), { code: 'NOT_SHOWN' });
    assert.equal(await readFile(folder.at('a.webm'), 'utf8'), 'an earlier one');
    assert.equal(parts.recordings.of(video.id), undefined);
  });

  it('keeps no file open if the page is gone while it is opened', async () => {
    const starting = startRecording(parts, video, { page, uri: Uri.file(folder.at('a.webm')) });
    listed.dispose();
    await assert.rejects(starting, { code: 'NOT_SHOWN' });
    assert.equal(parts.recordings.of(video.id), undefined);
  });

  it('reports if nothing was recorded', async () => {
    await parts.recordings.end(await begun(), owner);
    await questions.question(/./, 'notification');
  });

  it('is started and ended by the page that shows the video if a caller requests it', async () => {
    const other = fakeVideoPage();
    parts.pages.add(other);
    const id = await startRecording(parts, video, { page, uri: Uri.file(folder.at('a.webm')) });
    assert.deepEqual(page.records, [[id, 'v1']]);
    await parts.recordings.write(id, owner, Buffer.from('x'));
    const stopped = stopRecording(parts, id);
    assert.deepEqual(page.records.at(-1), [id, null]);
    assert.deepEqual(other.records, []);
    // The page ends it once it has delivered its last bytes.
    await parts.recordings.write(id, owner, Buffer.from('y'));
    await parts.recordings.end(id, owner);
    assert.equal((await stopped).bytes, 2);
  });

  it('ends automatically when its page is gone', async () => {
    const id = await startRecording(parts, video, { page, uri: Uri.file(folder.at('a.webm')) });
    await parts.recordings.write(id, owner, Buffer.from('x'));
    listed.dispose();
    assert.equal((await stopRecording(parts, id)).bytes, 1);
    await assert.rejects(stopRecording(parts, id), RangeError);
  });
});
