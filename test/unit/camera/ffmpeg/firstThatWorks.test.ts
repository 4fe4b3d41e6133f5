import assert from 'node:assert/strict';
import { firstThatWorks } from '../../../../src/camera/ffmpeg/firstThatWorks.ts';
import type { VideoSnapshot } from '../../../../src/core/video/video.ts';
import { videoSnapshot } from '../../../support/videoSnapshots.ts';

describe('the inputs of a device', () => {
  let started: string[];
  let failures: unknown[];
  let report: ((changed: VideoSnapshot[]) => void) | undefined;
  let refuses: Error | undefined;

  beforeEach(() => {
    started = [];
    failures = [];
    report = undefined;
    refuses = undefined;
  });

  const failed = (id: string) =>
    videoSnapshot({
      id,
      state: 'ended',
      width: 0,
      frames: 0,
      failure: { code: 'PROGRAM_FAILED', params: { program: 'ffmpeg', detail: '' } },
    });
  const begin = () =>
    firstThatWorks([['exact'], ['lax'], ['any']], {
      start: async ([input = '']) => {
        if (refuses) throw refuses;
        started.push(input);
        return videoSnapshot({ id: input, width: 0, frames: 0 });
      },
      onDidChange: listener => {
        report = changed => listener(changed);
        return {
          dispose: () => {
            report = undefined;
          },
        };
      },
      onFailure: error => failures.push(error),
    });

  it('are tried in order until one delivers a picture', async () => {
    await begin();
    report?.([failed('exact')]);
    await new Promise(setImmediate);
    report?.([videoSnapshot({ id: 'lax', width: 640 })]);
    await new Promise(setImmediate);
    assert.deepEqual([started, failures, report], [['exact', 'lax'], [], undefined]);
  });

  it('report a failure to start a later one', async () => {
    await begin();
    refuses = new Error('the peer has gone');
    report?.([failed('exact')]);
    await new Promise(setImmediate);
    assert.deepEqual([started, failures], [['exact'], [refuses]]);
  });

  it('reject if the first one can’t be started', async () => {
    refuses = new Error('no endpoint');
    await assert.rejects(begin(), refuses);
    assert.deepEqual(failures, []);
  });
});
