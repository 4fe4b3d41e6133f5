import assert from 'node:assert/strict';
import type { QuickPickItem } from 'vscode';
import type { GuessedFraming } from '../../../../src/core/calls/framingCalls.ts';
import type { Framing } from '../../../../src/core/endpointConfig.ts';
import type { CommandContext } from '../../../../src/host/commands/commandContext.ts';
import { guessFraming } from '../../../../src/host/commands/guessFraming.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';

const message = (bytes: Buffer, length = bytes.length) => ({ bytes, length });
const peer = { id: 'p1', address: '127.0.0.1:7' };

describe('a guess of the framing', () => {
  freshVscode();

  let done: unknown[];
  let guessed: GuessedFraming;
  let context: CommandContext;

  beforeEach(() => {
    done = [];
    const guess = (framing: Framing, ...first: ReturnType<typeof message>[]) => ({
      framing,
      score: 50,
      messages: 4,
      first,
      standsOut: false,
    });
    const long = Buffer.from('a message that is longer than what is shown of it');
    guessed = {
      peer,
      bytes: 90,
      guesses: [
        guess('netstring', message(Buffer.from('a\n')), message(Buffer.of(0xfe, 1)), message(long)),
        guess('u8'),
      ],
    };
    const all = [endpointSnapshot('e', 0), endpointSnapshot('u', 0, { config: { kind: 'udp', address: ':0' } })];
    const endpoints = Object.assign(
      fakeEndpoints(all, { changeFraming: async (_id, framing) => void done.push(['changed', framing]) }),
      {
        guessFraming: async (_id: string, from?: string) => {
          done.push(['guessed', from]);
          return guessed;
        },
        recut: async (_id: string, of: string, config: { framing?: Framing; name?: string }) => {
          done.push(['recut', of, config.framing]);
          assert.match(config.name ?? '', /\(recorded\)$/);
          return 'new';
        },
      },
    );
    context = { endpoints } as unknown as CommandContext;
  });

  it('shows the first messages, cuts the record by the chosen framing, and then applies it', async () => {
    const guessing = guessFraming({ endpoint: 'e' }, context);
    const question = await questions.question('Which messages did 127.0.0.1:7 send?');
    const items = question.items as QuickPickItem[];
    assert.deepEqual(
      items.map(({ label, description }) => [label, description]),
      [
        ['netstring', '4 messages'],
        ['u8', '4 messages'],
      ],
    );
    assert.equal(items[0]?.detail, 'a\\n  ·  fe 01  ·  a message that is longer than wh…');
    question.answer(items[1]);
    assert.deepEqual(await guessing, { framing: 'u8', recut: 'new' });
    assert.deepEqual(done, [
      ['guessed', undefined],
      ['recut', 'p1', 'u8'],
      ['changed', 'u8'],
    ]);
  });

  it('applies the best without a question if the caller says so', async () => {
    const applied = await guessFraming({ endpoint: 'e', peer: 'p1', apply: true }, context);
    assert.deepEqual(applied, { framing: 'netstring', recut: 'new' });
    assert.deepEqual(done[0], ['guessed', 'p1']);
  });

  it('says why there is none', async () => {
    guessed = { peer, bytes: 9, guesses: [] };
    await assert.rejects(guessFraming({ endpoint: 'e' }, context), /No framing fits the 9 bytes that 127.0.0.1:7 sent/);
    guessed = { bytes: 0, guesses: [] };
    await assert.rejects(guessFraming({ endpoint: 'e' }, context), /Nothing has been received yet/);
    await assert.rejects(guessFraming({ endpoint: 'u' }, context), /UDP has no framing/);
    assert.ok(done.every(one => (one as string[])[0] === 'guessed'));
  });
});
