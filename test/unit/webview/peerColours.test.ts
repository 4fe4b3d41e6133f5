import assert from 'node:assert/strict';
import { PeerColours } from '../../../webview/peerColours.ts';

const peer = (number: number, port = number, connectedAt = 1000 + number) => ({
  id: `p${number}`,
  connectedAt,
  address: `127.0.0.1:${port}`,
});
const peers = (...numbers: number[]) => numbers.map(number => peer(number));

describe('the colours of peers', () => {
  let colours: PeerColours;

  const coloursOf = (...numbers: number[]) => numbers.map(number => colours.of(`p${number}`));

  beforeEach(() => {
    colours = new PeerColours();
  });

  it('go by the number until a peer is seen', () => {
    assert.deepEqual(coloursOf(1, 5, 6), [0, 4, 0]);
  });

  it('differ while up to five are open, whatever their numbers', () => {
    for (const open of [
      [1, 6],
      [2, 7, 12],
      [3, 8, 13, 18, 23],
      [4, 14, 6, 11, 1],
    ]) {
      colours = new PeerColours();
      colours.see(peers(...open));
      assert.equal(new Set(coloursOf(...open)).size, open.length, String(open));
    }
  });

  it('are spread evenly over more', () => {
    const many = Array.from({ length: 12 }, (_, at) => at * 5 + 1);
    colours.see(peers(...many));
    const uses = [0, 1, 2, 3, 4].map(colour => coloursOf(...many).filter(one => one === colour).length);
    assert.deepEqual(
      uses.toSorted((a, b) => a - b),
      [2, 2, 2, 3, 3],
    );
  });

  it('stay for the life of a peer, and for its rows', () => {
    assert.equal(colours.see(peers(1, 6)), true);
    assert.equal(colours.see(peers(6, 1)), false, 'nothing is new');
    assert.equal(colours.see(peers(6)), false);
    assert.deepEqual(coloursOf(1, 6), [0, 1]);
    colours.see(peers(6, 7));
    assert.deepEqual(coloursOf(1, 6, 7), [0, 1, 0], 'that of p7 is taken, and the one of p1 is free again');
  });

  it('are the same after a reload, when others have left meanwhile', () => {
    colours.see(peers(1, 2, 6));
    const before = coloursOf(1, 2, 6);
    const { kept } = colours;
    colours = new PeerColours();
    colours.restore(JSON.parse(JSON.stringify(kept)));
    assert.equal(colours.see(peers(2, 6)), false);
    assert.deepEqual(coloursOf(1, 2, 6), before);
  });

  it('of an earlier engine’s peers say nothing about new ones with their ids', () => {
    colours.see(peers(1, 6));
    colours.see([peer(1, 101, 5000), peer(2, 102, 5000), peer(6, 106, 5001)]);
    assert.deepEqual(coloursOf(1, 2, 6), [0, 1, 2]);
  });

  it('are those that the addresses had before, unless another peer has them meanwhile', () => {
    colours.see([peer(1, 7), peer(2, 8)]);
    const { kept } = colours;
    colours = new PeerColours();
    colours.restore(JSON.parse(JSON.stringify(kept)));
    colours.see([peer(3, 8), peer(4, 7)]);
    assert.deepEqual(coloursOf(3, 4), [1, 0]);
    colours.see([peer(5, 9), peer(11, 10)]);
    colours.see([peer(5, 9), peer(11, 10), peer(12, 7)]);
    assert.deepEqual(coloursOf(5, 11, 12), [4, 0, 1]);
  });

  it('are remembered of the latest only', () => {
    for (let number = 1; number <= 6000; number += 100)
      colours.see(peers(...Array.from({ length: 100 }, (_, at) => number + at)));
    const { kept } = colours;
    assert.equal(Object.keys(kept).length, 100);
    assert.ok('p6000' in kept);
  });
});
