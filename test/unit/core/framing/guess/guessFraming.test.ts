import assert from 'node:assert/strict';
import { deflateSync, gzipSync } from 'node:zlib';
import type { FramingGuess } from '../../../../../src/core/framing/guess/framingGuess.ts';
import { guessFraming } from '../../../../../src/core/framing/guess/guessFraming.ts';
import {
  bytesOf,
  integer,
  knownForms,
  madeUpForms,
  messagesOf,
  randomOf,
  wordsOf,
} from '../../../../support/framingForms.ts';

function guess(bytes: Uint8Array, readEnds: readonly number[] = [bytes.length]): FramingGuess[] {
  const guessing = guessFraming({ bytes, readEnds });
  for (;;) {
    const { done, value } = guessing.next();
    if (done) return value;
  }
}

function endsOf(messages: readonly Uint8Array[]): number[] {
  let at = 0;
  return messages.map(({ length }) => {
    at += length;
    return at;
  });
}

/** Whether the best guess cuts these messages out of their bytes. */
function isCutRight(messages: readonly Buffer[], [best]: readonly FramingGuess[]): boolean {
  const isPart = (part: Uint8Array, index: number) => messages[index]?.includes(Buffer.from(part)) === true;
  return best?.messages === messages.length && best.first.every(({ bytes }, index) => isPart(bytes, index));
}

const json = (framing: unknown) => JSON.stringify(framing);

describe('a guess of the framing', () => {
  for (const [group, forms] of Object.entries({ known: knownForms, 'made up': madeUpForms })) {
    it(`cuts ${group} forms right that arrive message by message`, () => {
      for (const [name, form] of Object.entries(forms)) {
        const messages = messagesOf(form, 5, 1);
        const guesses = guess(Buffer.concat(messages), endsOf(messages));
        assert.ok(isCutRight(messages, guesses), `${name}: ${json(guesses[0])}`);
      }
    });

    it(`cuts at least nine of ten ${group} forms right that arrive in one read`, () => {
      const wrong = Object.entries(forms).filter(([, form]) => {
        const messages = messagesOf(form, 12, 2);
        return !isCutRight(messages, guess(Buffer.concat(messages)));
      });
      const names = wrong.map(([name]) => name);
      assert.ok(names.length <= Object.keys(forms).length / 10, names.join(', '));
    });
  }

  it('prefers the names of protocols', () => {
    const named = (form: string) => guess(Buffer.concat(messagesOf(knownForms[form] as never, 8, 3)))[0]?.framing;
    const expected = {
      MQTT: 'mqtt',
      MLLP: 'mllp',
      RESP: 'resp',
      FIX: 'fix',
      LSP: 'lsp',
      SIP: 'sip',
      HTTP: 'http',
      PostgreSQL: 'postgres',
      'Modbus TCP': 'modbus-tcp',
      'DNS over TCP': 'dns-tcp',
      fopnp: 'u32be',
      GELF: 'nul',
    };
    assert.deepEqual(Object.fromEntries(Object.keys(expected).map(form => [form, named(form)])), expected);
  });

  it('shows the first three messages', () => {
    const messages = ['one', 'three', '', 'fourteen'].map(text => Buffer.from(`${text.length}:${text},`));
    const [best] = guess(Buffer.concat(messages));
    assert.equal(best?.framing, 'netstring');
    assert.deepEqual(
      best?.first.map(({ bytes, length }) => [Buffer.from(bytes).toString(), length]),
      [
        ['one', 3],
        ['three', 5],
        ['', 0],
      ],
    );
  });

  it('accepts a last message that is incomplete, and nothing that breaks off before', () => {
    const messages = messagesOf(knownForms.netstring as never, 8, 4);
    const bytes = Buffer.concat(messages);
    const [cut] = guess(bytes.subarray(0, -3));
    assert.equal(cut?.framing, 'netstring');
    assert.equal(cut?.messages, 7);
    const broken = Buffer.from(bytes);
    broken[(messages[0]?.length ?? 0) - 1] = 0x3b;
    assert.ok(guess(broken).every(({ framing }) => framing !== 'netstring'));
  });

  it('stands out only with three messages', () => {
    const messages = messagesOf(knownForms['DNS over TCP'] as never, 3, 5);
    assert.equal(guess(Buffer.concat(messages), endsOf(messages))[0]?.standsOut, true);
    const two = messages.slice(0, 2);
    assert.equal(guess(Buffer.concat(two), endsOf(two))[0]?.standsOut, false);
  });

  it('is a line if text has nothing but lines', () => {
    const text = Array.from({ length: 8 }, (_, index) => wordsOf(randomOf(index))).join('\r\n');
    const [best] = guess(Buffer.from(text));
    assert.equal(best?.framing, 'crlf');
    assert.equal(best?.score, 0);
    assert.equal(best?.standsOut, false);
  });

  it('doesn’t stand out in no bytes, in one, and in equal ones', () => {
    for (const bytes of [new Uint8Array(), Uint8Array.of(7), new Uint8Array(500), new Uint8Array(500).fill(1)])
      assert.ok(
        guess(bytes).every(({ standsOut }) => !standsOut),
        `${bytes.length}: ${json(guess(bytes)[0])}`,
      );
  });

  it('never stands out in text, pictures, compressed and random bytes', () => {
    for (let seed = 0; seed < 2; seed++) {
      const random = randomOf(seed);
      const words = wordsOf(random, 20, 300);
      const noise = bytesOf(random, integer(random, 100, 600));
      const png = Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), deflateSync(noise)]);
      const samples = {
        words: Buffer.from(words),
        lines: Buffer.from(words.replaceAll(' the ', '\n')),
        numbers: Buffer.from(noise.join(' ')),
        hex: Buffer.from(noise.toString('hex')),
        base64: Buffer.from(noise.toString('base64')),
        html: Buffer.from(`<p>${words.replaceAll(' ', '</p><p>')}</p>`),
        noise,
        gzip: gzipSync(words),
        png,
        jpeg: Buffer.concat([Buffer.from('ffd8ffe000104a464946', 'hex'), noise]),
      };
      for (const [name, bytes] of Object.entries(samples)) {
        const half = Math.ceil(bytes.length / 2);
        const [best] = guess(bytes, [Math.ceil(half / 2), half, bytes.length]);
        assert.equal(best?.standsOut ?? false, false, `${name} ${seed}: ${json(best)}`);
      }
    }
  });
});
