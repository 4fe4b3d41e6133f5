import assert from 'node:assert/strict';
import { maxRounds, OwnSide, ownSideOf, pairSides } from '../../../../src/engine/answers/ownPair.ts';
import { randomFrom } from '../../../support/randomFrom.ts';

/** A message on its way. */
interface Passing {
  /** Number of replies before it that caused it, each a reply to the one before. */
  readonly depth: number;
  readonly from: number;
  readonly to: number;
}

type Below = (below: number) => number;

/** One side: what it has written and read, and its replies that wait to be written. */
class Side {
  readonly positions = { written: 0, deliveredFrom: 0 };
  readonly side = new OwnSide(this.positions);
  /** Messages that the other side hasn't read completely. */
  readonly passing: Passing[] = [];
  readonly waiting: { readonly depth: number; readonly bytes: number; readonly settled: () => void }[] = [];
  #read = 0;

  write(depth: number, bytes: number): void {
    const from = this.positions.written;
    this.positions.written += bytes;
    this.passing.push({ depth, from, to: this.positions.written });
  }

  /** Writes the first waiting reply. */
  flush(): void {
    const reply = this.waiting.shift();
    if (!reply) return;
    this.write(reply.depth, reply.bytes);
    reply.settled();
  }

  /** Reads some bytes. Returns the depths of the frames that they complete: messages, or the read itself. */
  read(other: Side, bytes: number, readsAreFrames: boolean): number[] {
    const end = Math.min(this.#read + bytes, other.positions.written);
    if (end === this.#read) return [];
    this.positions.deliveredFrom = this.#read;
    this.#read = end;
    const [first] = other.passing;
    assert.ok(first && first.from <= end);
    const touched = other.passing.filter(({ from }) => from < end);
    const complete = touched.filter(({ to }) => to <= end);
    other.passing.splice(0, complete.length);
    return readsAreFrames ? [Math.max(...touched.map(({ depth }) => depth))] : complete.map(({ depth }) => depth);
  }
}

interface Exchange {
  readonly below: Below;
  readonly readsAreFrames: boolean;
  /** Returns the sizes of the replies to a message of this depth. */
  replies(depth: number): number[];
}

/** Lets both sides read, reply and write in random order until `isOver`. Checks rounds against depths. */
function exchange([one, other]: readonly [Side, Side], how: Exchange, isOver: () => boolean): number {
  let replies = 0;
  while (!isOver()) {
    const [here, there] = how.below(2) === 0 ? [one, other] : [other, one];
    if (how.below(2) === 0) here.flush();
    else
      for (const depth of here.read(there, 1 + how.below(40), how.readsAreFrames)) {
        const sizes = how.replies(depth);
        if (sizes.length === 0) continue;
        here.side.isEndless(here.positions.deliveredFrom);
        assert.ok(here.side.rounds <= depth + 1, `${here.side.rounds} rounds after ${depth} replies`);
        for (const bytes of sizes) {
          replies++;
          here.waiting.push({ depth: depth + 1, bytes, settled: here.side.replying() });
        }
      }
  }
  return replies;
}

function pair(): readonly [Side, Side] {
  const sides = [new Side(), new Side()] as const;
  OwnSide.pair(sides[0].side, sides[1].side);
  return sides;
}

const isIdle = (sides: readonly Side[]) => sides.every(({ passing, waiting }) => passing.length + waiting.length === 0);

describe('the rounds of two sides that reply to each other', () => {
  for (const readsAreFrames of [false, true]) {
    const framing = readsAreFrames ? 'without a framing' : 'with messages';

    it(`are never more than the replies that follow from each other, ${framing}`, () => {
      for (let seed = 0; seed < 300; seed++) {
        const below = randomFrom(seed);
        const sides = pair();
        const deepest = 1 + below(6);
        const replies = (depth: number) =>
          depth >= deepest ? [] : Array.from({ length: below(3) }, () => 1 + below(30));
        for (let at = 0; at < 20; at++) (sides[below(2)] as Side).write(0, 1 + below(30));
        exchange(sides, { below, readsAreFrames, replies }, () => isIdle(sides));
      }
    });

    it(`grow with every exchange that goes on, ${framing}`, () => {
      for (let seed = 0; seed < 100; seed++) {
        const below = randomFrom(seed);
        const sides = pair();
        const many = 1 + below(10);
        for (let at = 0; at < many; at++) (sides[below(2)] as Side).write(0, 1 + below(30));
        // Reads split messages, whose parts get a reply each. Together they have as many bytes as before.
        const replies = readsAreFrames ? () => [1 + below(40)] : () => [1 + below(30)];
        let turns = 0;
        exchange(sides, { below, readsAreFrames, replies }, () => sides[0].side.rounds >= 20 || ++turns > 100_000);
        assert.ok(sides[0].side.rounds >= 20, `seed ${seed}: only ${sides[0].side.rounds} rounds`);
      }
    });
  }
});

describe('a pair of our own', () => {
  /** Exchanges one message until a side is not to reply. Returns the number of replies. */
  function pingPong([one, other]: readonly [Side, Side], most = 3 * maxRounds, settles = true): number {
    one.write(0, 4);
    let [here, there] = [other, one];
    for (let replies = 0; replies < most; replies++) {
      here.read(there, 4, false);
      if (here.side.isEndless(here.positions.deliveredFrom)) return replies;
      const settled = here.side.replying();
      here.write(0, 4);
      if (settles) settled();
      [here, there] = [there, here];
    }
    return most;
  }

  it('is stopped after a few thousand rounds of two replies', () => {
    const replies = pingPong(pair());
    assert.ok(replies > 2 * maxRounds - 4 && replies <= 2 * maxRounds + 2, `${replies}`);
  });

  it('remains stopped until something else is sent', () => {
    const sides = pair();
    pingPong(sides);
    assert.deepEqual([sides[0].side.isEndless(1e9), sides[1].side.isEndless(1e9)], [true, true]);
    sides[0].side.interrupted();
    assert.deepEqual([sides[0].side.isEndless(0), sides[1].side.isEndless(0)], [false, false]);
    assert.ok(pingPong(sides) > 2 * maxRounds - 4);
  });

  it('starts over with anything else that is sent, from either side', () => {
    for (const at of [0, 1] as const) {
      const sides = pair();
      for (let times = 0; times < 4; times++) {
        assert.equal(pingPong(sides, maxRounds), maxRounds);
        sides[at].side.interrupted();
      }
    }
  });

  it('begins its round anew on both sides', () => {
    const [one, other] = pair();
    one.side.isEndless(0);
    other.side.interrupted();
    other.side.isEndless(0);
    assert.equal(one.side.rounds, 0);
  });

  it('isn’t stopped while replies to earlier messages wait', () => {
    assert.equal(pingPong(pair(), 3 * maxRounds, false), 3 * maxRounds);
  });

  it('starts over if files or videos took bytes of the stream', () => {
    const [one] = pair();
    assert.equal(one.side.isEndless(undefined), false);
    assert.equal(one.side.rounds, 0);
  });
});

describe('a side', () => {
  const conversation = () => ({ written: 0, deliveredFrom: -1 });

  it('is paired once at a time, never with itself, and again when the other one is over', () => {
    const [here, first, second] = [conversation(), conversation(), conversation()];
    assert.equal(pairSides(here, here), undefined);
    const side = pairSides(here, first);
    assert.ok(side?.isPaired && ownSideOf(first)?.isPaired);
    assert.equal(pairSides(second, here), undefined);
    ownSideOf(first)?.closed();
    assert.deepEqual([side.isPaired, ownSideOf(first)?.isPaired], [false, false]);
    assert.equal(pairSides(second, here), ownSideOf(second));
    assert.ok(side.isPaired);
  });

  it('counts from where its last other side ended', () => {
    const [here, first, second] = [conversation(), conversation(), conversation()];
    pairSides(here, first);
    // Datagrams that the first one never got, and some of its own.
    Object.assign(here, { written: 7, deliveredFrom: 4 });
    ownSideOf(first)?.closed();
    pairSides(here, second);
    for (let times = 0; times < 10; times++) {
      for (const [from, to] of [
        [here, second],
        [second, here],
      ] as const) {
        from.written++;
        to.deliveredFrom++;
        ownSideOf(to)?.isEndless(to.deliveredFrom);
      }
    }
    assert.equal(ownSideOf(here)?.rounds, 10);
  });
});
