import assert from 'node:assert/strict';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import { PeerMemory } from '../../../../src/core/rules/peerMemory.ts';
import { type Answer, createResponder } from '../../../../src/engine/answers/responder.ts';

const responderOf = (more: Partial<EndpointConfig>) => createResponder({ kind: 'tcp-server', address: ':0', ...more });
const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('latin1');
const textOf = (answer: Answer | undefined) => answer?.replies.map(({ parts }) => text(Buffer.concat(parts()))).join();
const address = '10.0.0.1:1';
const peer = () => ({ address, memory: new PeerMemory() });

describe('an endpoint’s answer', () => {
  const answer = (responder: ReturnType<typeof responderOf>, frame: string) =>
    responder.answer(Buffer.from(frame), peer(), (pattern, bytes) => pattern.match(bytes)) as Answer | undefined;

  it('is nothing if none is configured', () => {
    const responder = responderOf({});
    assert.deepEqual([answer(responder, 'a'), responder.greeting], [undefined, undefined]);
    assert.equal(responder.closeAfterGreeting, false);
  });

  it('is the frame itself for an echo, at once', () => {
    const found = answer(responderOf({ reply: 'echo' }), 'same');
    const { origin, delayMs, close } = found ?? {};
    assert.deepEqual([textOf(found), origin, delayMs, close], ['same', 'echo', 0, false]);
  });

  it('continues the counter when the responder is replaced', () => {
    const counting = { reply: [{ when: { text: 'a' }, send: '{{$counter}}' }] };
    const before = responderOf(counting);
    assert.equal(textOf(answer(before, 'a')), '1');
    const after = createResponder({ kind: 'tcp-server', address: ':0', ...counting }, before);
    assert.equal(textOf(answer(after, 'a')), '2');
    assert.equal(after.backlog, before.backlog);
  });

  it('comes from the first rule that matches, with its delay and whether it closes', () => {
    const reply = [
      { when: { text: 'b' }, send: 'first' },
      { when: { regex: 'b|c' }, send: 'second', delayMs: 5, close: true },
    ];
    const responder = responderOf({ reply });
    assert.deepEqual([textOf(answer(responder, 'b')), answer(responder, 'x')], ['first', undefined]);
    const { origin, delayMs, close } = answer(responder, 'c') ?? {};
    assert.deepEqual([origin, delayMs, close], [{ rule: 1 }, 5, 'end']);
  });

  it('is a promise only if the pattern’s match is one', async () => {
    const responder = responderOf({ reply: [{ when: { regex: 'a' }, send: '{{$peer}}' }] });
    const later = responder.answer(Buffer.from('a'), peer(), async (pattern, bytes) => pattern.match(bytes));
    assert.ok(later instanceof Promise);
    assert.equal(textOf(await later), address);
    const none = responder.answer(Buffer.from('b'), peer(), async (pattern, bytes) => pattern.match(bytes));
    assert.equal(await none, undefined);
  });

  it('counts greetings and answers together, once each however often they name the counter', () => {
    const responder = responderOf({
      greeting: '{{$counter}}',
      reply: [
        { when: { text: 'twice' }, send: '{{$counter}}{{$counter}}' },
        { when: { text: 'never' }, send: 'no counter' },
      ],
    });
    const greet = () => text(responder.greeting?.(address));
    assert.equal(greet(), '1');
    assert.equal(textOf(answer(responder, 'never')), 'no counter');
    assert.equal(textOf(answer(responder, 'twice')), '22');
    assert.equal(greet(), '3');
  });

  it('has the values at the time it is sent, not when it was found', () => {
    const responder = responderOf({ reply: [{ when: { text: 'a' }, send: '{{$counter}}' }] });
    const [one, other] = [answer(responder, 'a'), answer(responder, 'a')];
    assert.deepEqual([textOf(other), textOf(one)], ['1', '2']);
  });

  it('uses the endpoint’s encoding, and is rejected at once if that can’t encode it', () => {
    assert.equal(text(responderOf({ encoding: 'latin1', greeting: 'é' }).greeting?.(address)), '\xe9');
    assert.throws(() => responderOf({ encoding: 'latin1', greeting: '✓' }), RangeError);
    assert.throws(() => responderOf({ encoding: 'latin1', reply: [{ when: { text: 'a' }, send: '✓' }] }), RangeError);
  });
});
