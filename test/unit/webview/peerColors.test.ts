import assert from 'node:assert/strict';
import { PeerColors } from '../../../webview/peerColors.ts';

const peer = (number: number, port = number, connectedAt = 1000 + number) => ({
  id: `p${number}`,
  connectedAt,
  address: `127.0.0.1:${port}`,
});
const peers = (...numbers: number[]) => numbers.map(number => peer(number));

describe('peer colors', () => {
  let colors: PeerColors;

  const colorsOf = (...numbers: number[]) => numbers.map(number => colors.of(`p${number}`));

  beforeEach(() => {
    colors = new PeerColors();
  });

  it('follow the number until a peer is seen', () => {
    assert.deepEqual(colorsOf(1, 5, 6), [0, 4, 0]);
  });

  it('differ while up to five are open, whatever their numbers', () => {
    for (const open of [
      [1, 6],
      [2, 7, 12],
      [3, 8, 13, 18, 23],
      [4, 14, 6, 11, 1],
    ]) {
      colors = new PeerColors();
      colors.see(peers(...open));
      assert.equal(new Set(colorsOf(...open)).size, open.length, String(open));
    }
  });

  it('are spread evenly over more peers', () => {
    const many = Array.from({ length: 12 }, (_, at) => at * 5 + 1);
    colors.see(peers(...many));
    const uses = [0, 1, 2, 3, 4].map(color => colorsOf(...many).filter(one => one === color).length);
    assert.deepEqual(
      uses.toSorted((a, b) => a - b),
      [2, 2, 2, 3, 3],
    );
  });

  it('stay for the life of a peer, and for its rows', () => {
    assert.equal(colors.see(peers(1, 6)), true);
    assert.equal(colors.see(peers(6, 1)), false, 'nothing is new');
    assert.equal(colors.see(peers(6)), false);
    assert.deepEqual(colorsOf(1, 6), [0, 1]);
    colors.see(peers(6, 7));
    assert.deepEqual(colorsOf(1, 6, 7), [0, 1, 0], 'p7’s color is taken, and p1’s is available again');
  });

  it('are the same after a reload when others have left meanwhile', () => {
    colors.see(peers(1, 2, 6));
    const before = colorsOf(1, 2, 6);
    const { kept } = colors;
    colors = new PeerColors();
    colors.restore(JSON.parse(JSON.stringify(kept)));
    assert.equal(colors.see(peers(2, 6)), false);
    assert.deepEqual(colorsOf(1, 2, 6), before);
  });

  it('of an earlier engine’s peers don’t affect new ones with their ids', () => {
    colors.see(peers(1, 6));
    colors.see([peer(1, 101, 5000), peer(2, 102, 5000), peer(6, 106, 5001)]);
    assert.deepEqual(colorsOf(1, 2, 6), [0, 1, 2]);
  });

  it('are the former ones of their addresses, unless another peer has them meanwhile', () => {
    colors.see([peer(1, 7), peer(2, 8)]);
    const { kept } = colors;
    colors = new PeerColors();
    colors.restore(JSON.parse(JSON.stringify(kept)));
    colors.see([peer(3, 8), peer(4, 7)]);
    assert.deepEqual(colorsOf(3, 4), [1, 0]);
    colors.see([peer(5, 9), peer(11, 10)]);
    colors.see([peer(5, 9), peer(11, 10), peer(12, 7)]);
    assert.deepEqual(colorsOf(5, 11, 12), [4, 0, 1]);
  });

  it('are stored only for the latest peers', () => {
    for (let number = 1; number <= 6000; number += 100)
      colors.see(peers(...Array.from({ length: 100 }, (_, at) => number + at)));
    const { kept } = colors;
    assert.equal(Object.keys(kept).length, 100);
    assert.ok('p6000' in kept);
  });
});
