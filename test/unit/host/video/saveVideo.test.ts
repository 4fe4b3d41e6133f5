import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { type SaveDialogOptions, Uri, window, workspace } from 'vscode';
import { Dismissed } from '../../../../src/client/dismissed.ts';
import { askVideoFile, extensionOf, offerRecording, offerSnapshot } from '../../../../src/host/video/saveVideo.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';
import { videoSnapshot } from '../../../support/videoSnapshots.ts';

describe('the file for saving video', () => {
  freshVscode();
  const texts = { title: 'Save Snapshot', saveLabel: 'Save' };

  it('has the extension of its type', () => {
    const extension = (mediaType: string) => extensionOf({ mediaType, bytes: new Uint8Array() });
    assert.equal(extension('image/jpeg'), 'jpg');
    assert.equal(extension('image/png'), 'png');
    assert.equal(extension('image/webp'), 'webp');
    assert.equal(extension('image/avif'), 'bin');
  });

  it('is proposed by label and time, without characters invalid in file names', async () => {
    mock.timers.enable({ apis: ['Date'], now: Date.UTC(2026, 1, 3, 4, 5, 6, 789) });
    workbenchState.state.folders = ['/projects'];
    let shown: SaveDialogOptions = {};
    const chosen = Uri.file('/a.png');
    mock.method(window, 'showSaveDialog', async (options: SaveDialogOptions) => {
      shown = options;
      return chosen;
    });
    const video = videoSnapshot({ label: '../127.0.0.1:5000 #2' });
    assert.equal(await askVideoFile(video, 'png', texts), chosen);
    assert.equal(shown.defaultUri?.path, '/projects/..-127.0.0.1-5000-2-2026-02-03T04-05-06.png');
    assert.deepEqual(shown.filters, { PNG: ['png'] });
    assert.equal(shown.title, 'Save Snapshot');
  });

  it('is not proposed without a folder on disk, and not chosen if dismissed', async () => {
    mock.getter(workspace, 'workspaceFolders', () => [{ uri: Uri.parse('memory:/projects') }]);
    const asked = askVideoFile(videoSnapshot(), 'png', texts);
    const question = await questions.question('Save', 'save');
    assert.equal(question.value, '');
    question.dismiss();
    await assert.rejects(asked, Dismissed);
  });

  it('can be opened or revealed afterwards', async () => {
    const uri = Uri.file('/pictures/a.png');
    const snapshot = offerSnapshot(uri);
    (await questions.question('Saved a.png.')).answer('Open');
    await snapshot;
    assert.equal(String(workbenchState.done.shown[0]?.args[0]), String(uri));
    const recording = offerRecording({ path: uri.fsPath, bytes: 1_500_000, durationMs: 2499 });
    (await questions.question('Recorded a.png: 2 s, 1.50 MB.')).answer('Reveal');
    await recording;
    assert.equal(workbenchState.state.clipboard, uri.fsPath);
    const ignored = offerSnapshot(uri);
    (await questions.question('Saved')).dismiss();
    await ignored;
    assert.equal(workbenchState.done.shown.length, 1);
  });
});
