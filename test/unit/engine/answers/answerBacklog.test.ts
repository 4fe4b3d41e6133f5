import assert from 'node:assert/strict';
import { AnswerBacklog } from '../../../../src/engine/answers/answerBacklog.ts';

describe('the backlog of answers', () => {
  it('is limited in bytes and in datagrams, up to each limit, and reports once that it is full', () => {
    const bytes = new AnswerBacklog(10, 100);
    assert.deepEqual([bytes.add(4), bytes.add(6), bytes.add(1), bytes.add(1)], ['added', 'added', 'full', 'stillFull']);
    const datagrams = new AnswerBacklog(1000, 2);
    assert.deepEqual(
      [datagrams.add(0), datagrams.add(1), datagrams.add(0), datagrams.add(0)],
      ['added', 'added', 'full', 'stillFull'],
    );
  });

  it('reports that again only after it was empty', () => {
    const backlog = new AnswerBacklog(1000, 2);
    for (const answer of ['added', 'added', 'full']) assert.equal(backlog.add(1), answer);
    backlog.remove(1);
    assert.deepEqual([backlog.add(1), backlog.add(1)], ['added', 'stillFull']);
    backlog.remove(1);
    backlog.remove(1);
    assert.deepEqual([backlog.add(1), backlog.add(1), backlog.add(1)], ['added', 'added', 'full']);
  });
});
