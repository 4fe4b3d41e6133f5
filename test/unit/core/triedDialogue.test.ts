import assert from 'node:assert/strict';
import type { EndpointConfig, ReplyRule } from '../../../src/core/endpointConfig.ts';
import { phraseText } from '../../../src/core/phrase.ts';
import { sampleSources } from '../../../src/core/template/values.ts';
import { tryDialogue } from '../../../src/core/triedDialogue.ts';

const smtp: ReplyRule[] = [
  { when: { text: 'MAIL FROM:<{{?from}}>' }, send: '250 ok' },
  { when: { text: 'DATA' }, send: '354 go on', state: '', goTo: 'body' },
  { when: { text: '.' }, state: 'body', goTo: '', send: ['250 queued', '250 from {{from}}'] },
  { when: { regex: '' }, state: 'body' },
  { when: { text: 'QUIT' }, send: '221 bye', close: true },
  { when: { regex: '' }, send: '500 what', times: 2 },
];

function tried(reply: ReplyRule[], messages: readonly string[], more: Partial<EndpointConfig> = {}) {
  const config: EndpointConfig = { kind: 'tcp-server', address: ':0', framing: { line: 'crlf' }, reply, ...more };
  const bytes = messages.map(message => Buffer.from(message, 'latin1'));
  return tryDialogue(config, bytes, sampleSources);
}

describe('a tried dialogue', () => {
  it('shows which rule applies to each message, what is sent, and the state after it', () => {
    const messages = ['MAIL FROM:<a@b>', 'DATA', 'QUIT', '.', 'QUIT', 'NOOP'];
    const outcome = tried(smtp, messages).map(({ frames: [frame], isLate }) =>
      isLate ? 'late' : [frame?.rule, frame?.state, frame?.frames.join(' ')],
    );
    assert.deepEqual(outcome, [
      [0, '', '250 ok\\r\\n'],
      [1, 'body', '354 go on\\r\\n'],
      [3, 'body', ''],
      [2, '', '250 queued\\r\\n 250 from a@b\\r\\n'],
      [4, '', '221 bye\\r\\n'],
      'late',
    ]);
  });

  it('shows captures, how often a limited rule applied, and how the connection ends', () => {
    const [mail, ...unknown] = tried(smtp, ['MAIL FROM:<x>', 'a', 'b', 'c']).map(({ frames: [frame] }) => frame);
    assert.deepEqual(mail?.captured, { from: 'x' });
    assert.deepEqual(
      unknown.map(frame => [frame?.rule, frame?.times]),
      [
        [5, 1],
        [5, 2],
        [undefined, undefined],
      ],
    );
    const [last] = tried(smtp, ['QUIT']);
    assert.equal(last?.frames[0]?.close, 'end');
  });

  it('passes each message through the framing, which a rule may replace behind its frame', () => {
    const reply: ReplyRule[] = [
      { when: { text: 'STARTBIN {{?id}}' }, send: 'ok', framing: 'u16be', goTo: 'bin' },
      { when: { hex: '{{?n:u16be}} ..' }, state: 'bin', send: { hex: '{{n:u16le}} {{id}}' } },
    ];
    const outcome = tried(reply, ['STARTBIN 7\r\n\x01\x02\xff', '\x01\x02\x03', 'long', 'a']);
    assert.deepEqual(
      outcome.map(({ frames }) => frames.map(frame => [frame.received, frame.frames.join(), frame.framing])),
      [
        [
          ['STARTBIN 7', 'ok\\r\\n', 'u16be'],
          ['\\u{1}\\u{2}\\xff', '\\0\\u{3}\\u{2}\\u{1}7', undefined],
        ],
        [['\\u{1}\\u{2}\\u{3}', '\\0\\u{3}\\u{2}\\u{1}7', undefined]],
        [['long', '', undefined]],
        [['a', '', undefined]],
      ],
    );
  });

  it('says why the peer can’t send a message with the framing, and goes on', () => {
    const [first, second] = tried([{ when: { text: 'abcd' }, send: 'good' }], ['abc', 'abcd'], {
      framing: { fixed: 4 },
    });
    assert.match(first?.problem ? phraseText(first.problem) : '', /must be 4 B/);
    assert.deepEqual(second?.frames[0]?.frames, ['good']);
  });

  it('is one of datagrams over UDP, and ends messages of an idle framing', () => {
    const reply: ReplyRule[] = [{ when: { text: '{{?}}', match: 'start' }, send: '{{message}}' }];
    const shown = (more: Partial<EndpointConfig>) =>
      tried(reply, ['a', 'b'], more).map(({ frames }) => frames.map(({ frames: sent }) => sent.join()).join());
    assert.deepEqual(shown({ kind: 'udp' }), ['a', 'b']);
    assert.deepEqual(shown({ framing: { idleMs: 50 } }), ['a', 'b']);
  });

  it('has a number for each answer that contains one, and a limited length', () => {
    const numbered = tried([{ when: { regex: '' }, send: ['{{$counter}}', '{{$counter}}'] }], ['a', 'b']);
    const first = sampleSources.counter;
    assert.deepEqual(
      numbered.map(({ frames: [frame] }) => frame?.frames),
      [first, first + 1].map(count => [`${count}\\r\\n`, `${count}\\r\\n`]),
    );
    assert.throws(() => tried([], Array(201).fill('a')), { name: 'RangeError' });
  });
});
