import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ReplyRule } from '../../../src/core/endpointConfig.ts';
import { compileReplyRules } from '../../../src/core/replyRules.ts';
import { maxKeptBytes, PeerMemory } from '../../../src/core/rules/peerMemory.ts';
import { sampleSources } from '../../../src/core/template/values.ts';

/** Says messages as one peer; returns what each is answered with, and undefined without a rule. */
function peer(rules: ReplyRule[], memory = new PeerMemory()) {
  const compiled = compileReplyRules(rules, 'utf8');
  return (message: string | Uint8Array) => {
    const answer = compiled.answer(Buffer.from(message), memory);
    answer?.apply();
    return answer?.replies.map(reply => Buffer.from(reply.render(sampleSources)).toString('latin1')).join('|');
  };
}

describe('the states of a peer', () => {
  const states = ['', 'a', 'b'];
  const condition = fc.oneof(
    fc.constantFrom('x', 'y', 'z').map(text => ({ text })),
    fc.constantFrom('x', 'y').map(text => ({ text, match: 'contains' as const })),
    fc.constantFrom('x', 'y').map(text => ({ text: `${text}{{?}}`, match: 'start' as const })),
    fc.constantFrom('[xy]', 'z').map(regex => ({ regex: `^${regex}$` })),
  );
  const some = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });
  const rule = fc.record({
    when: condition,
    state: some(fc.constantFrom(...states)),
    goTo: some(fc.constantFrom(...states)),
    times: some(fc.integer({ min: 1, max: 3 })),
  });

  /** Whether a condition above matches one letter. */
  const matches = (when: ReplyRule['when'], letter: string) =>
    'regex' in when ? new RegExp(when.regex).test(letter) : 'text' in when && when.text.replace('{{?}}', '') === letter;

  it('and the counts of its rules are those of a simple model', () => {
    const scenario = fc.tuple(fc.array(rule, { maxLength: 14 }), fc.array(fc.constantFrom('x', 'y', 'z', 'w')));
    fc.assert(
      fc.property(scenario, ([drawn, messages]) => {
        const rules = drawn.map(({ when, ...rest }, at): ReplyRule => {
          const given = Object.entries(rest).filter(([, value]) => value !== undefined);
          return { when, send: String(at), ...Object.fromEntries(given) };
        });
        const say = peer(rules);
        let state = '';
        const used = rules.map(() => 0);
        const known = new Set(rules.map(one => one.state));
        for (const message of messages) {
          const now = known.has(state) ? state : '';
          const at = rules.findIndex(
            (one, index) =>
              matches(one.when, message) &&
              (one.state === undefined || one.state === now) &&
              (used[index] as number) < (one.times ?? Number.POSITIVE_INFINITY),
          );
          assert.equal(say(message), at < 0 ? undefined : String(at));
          if (at < 0) continue;
          used[at] = (used[at] as number) + 1;
          state = rules[at]?.goTo ?? state;
        }
      }),
    );
  });

  it('are kept for each peer, and begin anew if changed rules don’t have them', () => {
    const rules: ReplyRule[] = [
      { when: { text: 'in' }, goTo: 'inside' },
      { when: { text: 'who' }, state: 'inside', send: 'inside' },
      { when: { text: 'who' }, state: '', send: 'outside' },
    ];
    const memory = new PeerMemory();
    const [one, other] = [peer(rules, memory), peer(rules)];
    one('in');
    assert.deepEqual([one('who'), other('who')], ['inside', 'outside']);
    assert.equal(peer(rules.slice(2), memory)('who'), 'outside');
    assert.equal(peer(rules, memory)('who'), 'inside');
  });
});

describe('captures of a peer', () => {
  it('are available to later conditions and replies until they are captured again', () => {
    const say = peer([
      { when: { text: 'user {{?user:word}}' }, send: 'hello {{user}}' },
      { when: { text: 'bye {{user}}' }, send: 'bye' },
      { when: { regex: '^id (?P<id>\\d+)$' } },
      { when: { text: 'who' }, send: ['{{user}}', '{{id}}'] },
    ]);
    assert.equal(say('bye '), undefined, 'nothing is captured yet');
    assert.deepEqual([say('user ann'), say('bye bob'), say('bye ann')], ['hello ann', undefined, 'bye']);
    assert.deepEqual([say('id 7'), say('user bob'), say('who'), say('bye ann')], ['', 'hello bob', 'bob|7', undefined]);
  });

  it('may have names in any language', () => {
    const say = peer([{ when: { text: 'a{{?größe:int}}' } }, { when: { text: 'b{{größe}}' }, send: '{{größe:hex}}' }]);
    say('a30');
    assert.deepEqual([say('b30'), say('b31')], ['1e', undefined]);
  });

  it('keep their number, so that it can be written in another type', () => {
    const say = peer([
      { when: { hex: '01 {{?id:u16be}}' }, send: '{{id:dec(5)}}' },
      { when: { hex: '02' }, send: { hex: '{{id:u32le}}' } },
    ]);
    assert.deepEqual([say(Uint8Array.of(1, 1, 2)), say(Uint8Array.of(2))], ['00258', '\x02\x01\0\0']);
  });

  it('are copied, since the next read may overwrite the message', () => {
    const message = Buffer.from('a123');
    const memory = new PeerMemory();
    const rules = compileReplyRules([{ when: { text: 'a{{?x}}' } }, { when: { text: 'b' }, send: '{{x}}' }], 'utf8');
    rules.answer(message, memory)?.apply();
    message.fill(0);
    const later = rules.answer(Buffer.from('b'), memory)?.replies[0]?.render(sampleSources);
    assert.equal(Buffer.from(later ?? []).toString(), '123');
  });

  it('are kept only if another rule uses them, and up to a limit, which is reported', () => {
    const memory = new PeerMemory();
    const rules = compileReplyRules(
      [
        { when: { text: 'a{{?used}}' }, send: '{{used}}' },
        { when: { text: 'b{{?unused}}' }, send: '{{unused}}' },
        { when: { text: 'c' }, send: '{{used}}' },
      ],
      'utf8',
    );
    const long = 'x'.repeat(maxKeptBytes);
    const apply = (text: string) => rules.answer(Buffer.from(text), memory)?.apply();
    assert.deepEqual(apply(`b${long}x`), []);
    assert.equal(memory.values.size, 0);
    assert.deepEqual([apply(`a${long}`), memory.values.size], [[], 1]);
    assert.deepEqual([apply(`a${long}x`), memory.values.size], [['used'], 0]);
  });
});

describe('a condition with placeholders', () => {
  it('checks lengths and checksums, of which a reply has its own', () => {
    const say = peer([
      {
        when: { hex: '{{?unit:u8}} 03 {{?from:u16be}} {{?count:u16be}} {{$crc16modbus:u16le}}' },
        send: { hex: '{{unit}} 03 02 00 2a {{$crc16modbus:u16le}}' },
      },
    ]);
    const request = Buffer.from('010300000001840a', 'hex');
    assert.equal(Buffer.from(say(request) ?? '', 'latin1').toString('hex'), '010302002a399b');
    request[6] = 0;
    assert.equal(say(request), undefined);
  });

  it('inserts what it matched as {{0}}, also in the middle of a message', () => {
    const say = peer([{ when: { text: '<{{?}}>', match: 'contains' }, send: '{{0}} in {{message}}' }]);
    assert.equal(say('a <b> c'), '<b> in a <b> c');
    assert.equal(say('a <b c'), undefined);
  });

  it('may have braces as text', () => assert.equal(peer([{ when: { text: "{{'{{'}}a" }, send: 'b' }])('{{a'), 'b'));

  it('comes in the order of the rules, with patterns and whole texts around it', () => {
    const say = peer([
      { when: { text: 'ab' }, send: '0' },
      { when: { text: 'a{{?}}' }, send: '1' },
      { when: { regex: '^a' }, send: '2' },
      { when: { regex: 'b' }, send: '3' },
      { when: { text: 'b{{?}}' }, send: '4' },
      { when: { text: 'bb' }, send: '5' },
      { when: { text: '', match: 'start' }, send: '6' },
    ]);
    assert.deepEqual(['ab', 'ac', 'bb', 'c'].map(say), ['0', '1', '3', '6']);
  });
});
