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

  it('shares 256 MiB with the streams of all other endpoints, within 64 MiB of its own', () => {
    const mebibyte = 1024 * 1024;
    const all = Array.from({ length: 5 }, () => new AnswerBacklog().ofStreams);
    const full = all.slice(0, 4);
    const areTooMany = () => all.map(one => one.areTooMany);
    for (const one of full) one.add(1, 64 * mebibyte);
    assert.deepEqual(areTooMany(), [false, false, false, false, false]);
    full[0]?.add(0, 1);
    assert.deepEqual(areTooMany(), [true, true, true, true, false]);
    all[4]?.add(1, 0);
    assert.equal(all[4]?.areTooMany, true);
    full[0]?.remove(0, 1);
    for (const one of full) one.remove(1, 64 * mebibyte);
    assert.deepEqual(areTooMany(), [false, false, false, false, false]);
    all[4]?.remove(1, 0);
  });
});
