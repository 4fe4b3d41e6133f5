import assert from 'node:assert/strict';
import { frames } from '../../../tools/pictures/film.ts';

const [a, b] = [Buffer.from('a'), Buffer.from('b')];
const shots = (...taken: [picture: Buffer, atMs: number][]) => taken.map(([picture, atMs]) => ({ picture, atMs }));

describe('movie frames', () => {
  it('are one for each eighth of a second', () => {
    assert.deepEqual(frames(shots([a, 0], [b, 125])), [a, b]);
  });

  it('repeat a picture until the next one was taken', () => {
    assert.deepEqual(frames(shots([a, 0], [b, 375])), [a, a, a, b]);
  });

  it('keep real time if shots take longer than a frame', () => {
    const slow = Array.from({ length: 10 }, (_, at): [Buffer, number] => [Buffer.from([at]), at * 175]);
    assert.equal(frames(shots(...slow)).length, Math.round((9 * 175) / 125) + 1);
  });

  it('limit a still picture to two and a half seconds, however many shots it took', () => {
    const still = [0, 1000, 2000, 3000, 4000].map((atMs): [Buffer, number] => [Buffer.from('a'), atMs]);
    assert.equal(frames(shots(...still)).length, 20);
  });

  it('start counting again after a change', () => {
    assert.equal(frames(shots([a, 0], [b, 9000], [a, 18_000], [b, 27_000])).length, 61);
  });

  it('don’t exist without shots', () => {
    assert.deepEqual(frames([]), []);
  });
});
