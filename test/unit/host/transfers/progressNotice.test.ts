import assert from 'node:assert/strict';
import { ProgressNotice } from '../../../../src/host/transfers/progressNotice.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { progressNotices } from '../../../support/fakeVscode/progress.ts';

describe('a progress notification', () => {
  freshVscode();
  let cancelled: number;
  let notice: ProgressNotice;
  const shown = () => progressNotices.open[0] ?? assert.fail('it is not shown');

  beforeEach(() => {
    cancelled = 0;
    notice = new ProgressNotice('Sending “[a](command:quit)”', () => cancelled++);
  });

  it('has no links in its title', () => assert.equal(shown().title, 'Sending “[a] (command:quit)”'));

  it('fills its bar by as much as was done, and never empties it', () => {
    const percents = [0, 0.004, 0.01, 0.255, 0.25, 0.1, 0.26, 1].map(fraction => {
      notice.report('a part of it', fraction);
      return shown().percent;
    });
    assert.deepEqual(percents, [0, 0, 1, 25, 25, 25, 26, 100]);
  });

  it('says how it goes if nobody knows how much there is, and its bar is endless', () => {
    notice.report('3 MB', undefined);
    assert.deepEqual([shown().message, shown().percent], ['3 MB', undefined]);
  });

  it('is cancelled by its button, and closed by whoever opened it', async () => {
    shown().cancel();
    assert.equal(cancelled, 1);
    const { closed } = shown();
    notice.close();
    await closed;
    assert.deepEqual(progressNotices.open, []);
  });
});
