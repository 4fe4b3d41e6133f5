import assert from 'node:assert/strict';
import { EchoLoopGuard } from '../../../../src/engine/answers/echoLoopGuard.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

/** Counts the frames answered until the guard stops, while the other side echoes everything. */
function answered(answersTo: (frame: string, count: number) => string[], most = 1000): number {
  const guard = new EchoLoopGuard();
  const onTheWay = ['ping'];
  guard.sent(bytes('ping'), 'send');
  let count = 0;
  for (let frame = onTheWay.shift(); frame !== undefined && count < most; frame = onTheWay.shift()) {
    const isLoop = guard.isLoop(bytes(frame));
    const answers = answersTo(frame, count);
    if (answers.length === 0) continue;
    if (isLoop) return count;
    count++;
    for (const answer of answers) guard.sent(bytes(answer), 'answer');
    onTheWay.push(...answers);
  }
  return count;
}

describe('the guard against endless answers', () => {
  it('stops an echo of an echo', () =>
    assert.equal(
      answered(frame => [frame]),
      15,
    ));

  it('stops answers of several frames if one of them is answered again', () =>
    assert.ok(answered(frame => (frame === 'more' ? [] : [frame, 'more'])) < 20));

  it('stops answers that multiply, before they are millions', () => {
    for (const copies of [2, 3, 10, 100]) {
      let answers = 0;
      answered(frame => {
        answers += copies;
        return Array.from({ length: copies }, () => frame);
      }, 50_000);
      assert.ok(answers < 30_000, `${copies} copies: ${answers} answers`);
    }
  });

  it('stops answers that differ each time', () =>
    assert.equal(
      answered((_, count) => [`ping ${count}`]),
      15,
    ));

  it('lets a peer repeat its own message, and answer anything', () => {
    const guard = new EchoLoopGuard();
    guard.sent(bytes('ping'), 'send');
    for (let round = 0; round < 100; round++) {
      assert.equal(guard.isLoop(bytes('ping')), false);
      guard.sent(bytes('pong'), 'answer');
    }
  });

  it('starts over with a manual send', () => {
    const guard = new EchoLoopGuard();
    for (let round = 0; round < 100; round++) {
      guard.sent(bytes('ping'), 'send');
      assert.equal(guard.isLoop(bytes('ping')), false);
      guard.sent(bytes('ping'), 'answer');
    }
  });

  it('follows several manually sent frames, one message of any size, but no round of megabytes', () => {
    const large = new Uint8Array(2 * 1024 * 1024);
    const loops = (frames: readonly Uint8Array[]) => {
      const guard = new EchoLoopGuard();
      for (const frame of frames) guard.sent(frame, 'send');
      for (let round = 0; round < 16; round++) {
        for (const frame of frames) if (guard.isLoop(frame)) return true;
        for (const frame of frames) guard.sent(frame, 'answer');
      }
      return false;
    };
    assert.deepEqual([loops([bytes('a'), bytes('b')]), loops([large]), loops([large, large])], [true, true, false]);
  });
});

describe('two sides that greet each other and answer everything', () => {
  const greeted = (text: string) => {
    const guard = new EchoLoopGuard();
    guard.sent(bytes(text), 'greeting');
    return guard;
  };

  it('are stopped, although their greetings cross', () => {
    const [one, other] = [greeted('hi'), greeted('hello')];
    const onTheWay: [to: EchoLoopGuard, from: EchoLoopGuard, text: string][] = [
      [other, one, 'hi'],
      [one, other, 'hello'],
    ];
    let answers = 0;
    for (let next = onTheWay.shift(); next && answers < 1000; next = onTheWay.shift()) {
      const [to, from, text] = next;
      if (to.isLoop(bytes(text))) continue;
      answers++;
      to.sent(bytes(text), 'answer');
      onTheWay.push([from, to, text]);
    }
    assert.ok(answers < 100, `${answers} answers`);
  });

  it('aren’t waited for longer than a few short messages', () => {
    const loops = (crossing: readonly string[]) => {
      const guard = greeted('hi');
      for (let round = 0; round < 20; round++) {
        for (const text of [...crossing, 'hi']) {
          if (guard.isLoop(bytes(text))) return true;
          guard.sent(bytes(text), 'answer');
        }
      }
      return false;
    };
    const few = ['a', 'b', 'c', 'x'.repeat(1024)];
    assert.deepEqual([loops(few), loops([...few, 'd']), loops(['x'.repeat(1025)])], [true, false, false]);
  });
});

describe('a peer that repeats itself', () => {
  const frame = bytes('ping');

  it('may repeat its own message forever', () => {
    const guard = new EchoLoopGuard();
    for (let round = 0; round < 1000; round++) {
      assert.ok(!guard.isLoop(frame));
      guard.sent(frame, 'answer');
    }
  });

  it('may repeat itself after another message broke the chain', () => {
    const guard = new EchoLoopGuard();
    guard.sent(frame, 'send');
    for (let round = 0; round < 10; round++) guard.isLoop(frame);
    assert.ok(!guard.isLoop(bytes('other')));
    for (let round = 0; round < 100; round++) assert.ok(!guard.isLoop(frame));
  });
});
