import assert from 'node:assert/strict';
import { ProgressNotice } from '../../../../src/host/transfers/progressNotice.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { progressNotices } from '../../../support/fakeVscode/progress.ts';

describe('a progress notification', () => {
  freshVscode();
  let canceled: number;
  let notice: ProgressNotice;
  const shown = () => progressNotices.open[0] ?? assert.fail('it is not shown');

  beforeEach(() => {
    canceled = 0;
    notice = new ProgressNotice('Sending “[a](command:quit)”', () => canceled++);
  });

  it('has no links in its title', () => assert.equal(shown().title, 'Sending “[a] (command:quit)”'));

  it('fills its bar by the completed share, and never backward', () => {
    const percents = [0, 0.004, 0.01, 0.255, 0.25, 0.1, 0.26, 1].map(fraction => {
      notice.report('a part of it', fraction);
      return shown().percent;
    });
    assert.deepEqual(percents, [0, 0, 1, 25, 25, 25, 26, 100]);
  });

  it('shows the progress with an endless bar if the total is unknown', () => {
    notice.report('3 MB', undefined);
    assert.deepEqual([shown().message, shown().percent], ['3 MB', undefined]);
  });

  it('is canceled by its button, and closed by its owner', async () => {
    shown().cancel();
    assert.equal(canceled, 1);
    const { closed } = shown();
    notice.close();
    await closed;
    assert.deepEqual(progressNotices.open, []);
  });
});
