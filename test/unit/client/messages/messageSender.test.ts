import assert from 'node:assert/strict';
import { MessageSender } from '../../../../src/client/messages/messageSender.ts';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import type { EndpointSnapshot } from '../../../../src/core/endpointSnapshot.ts';

describe('a message sender', () => {
  let sent: string[];
  let asText: (boolean | undefined)[];
  let fails: boolean;
  let kept: string | undefined;
  const config: EndpointConfig = { kind: 'tcp-server', address: ':0', lineEnding: 'lf' };
  const numbered = { notation: 'text', text: 'n{{$counter}}' } as const;
  let sender: MessageSender;

  beforeEach(() => {
    sent = [];
    asText = [];
    fails = false;
    kept = undefined;
    sender = new MessageSender({
      find: () => ({ config }) as EndpointSnapshot,
      panelState: () => kept,
      engine: {
        send: async (_id, data, _target, isText) => {
          asText.push(isText);
          await Promise.resolve();
          if (fails) throw new Error('gone');
          sent.push(String(Buffer.from(data)));
        },
      },
    });
  });

  it('counts messages with variables for each endpoint separately', async () => {
    await sender.send('a', numbered);
    await sender.send('a', { notation: 'text', text: 'plain' });
    await Promise.all([sender.send('a', numbered), sender.send('a', numbered)]);
    await sender.send('b', numbered);
    assert.deepEqual(sent, ['n1\n', 'plain\n', 'n2\n', 'n3\n', 'n1\n']);
    assert.equal(sender.counter('a'), 4);
  });

  it('sends text line by line, and any other notation as one message', async () => {
    for (const notation of ['text', 'hex', 'base64'] as const) await sender.send('a', { notation, text: '0a0a' });
    await sender.send('a', numbered);
    assert.deepEqual(asText, [true, false, false, true]);
  });

  it('reuses the number of a message that could not be sent', async () => {
    fails = true;
    await assert.rejects(sender.send('a', numbered), /gone/);
    fails = false;
    await sender.send('a', numbered);
    assert.deepEqual(sent, ['n1\n']);
  });

  it('generates new bytes each time, and rejects unreadable text before it begins', async () => {
    const send = await sender.sendingOf('a', numbered);
    await send();
    await send();
    assert.deepEqual(sent, ['n1\n', 'n2\n']);
    await assert.rejects(sender.sendingOf('a', { notation: 'hex', text: '0g' }), RangeError);
  });

  it('continues from the panel’s stored counter, and can restart at 1', async () => {
    kept = '{"draft":"x","counter":41}';
    assert.equal(sender.counter('a'), 41);
    sender.resetCounter('a');
    assert.equal(sender.counter('a'), 1);
    for (const odd of ['no json', '{"counter":"x"}', '{"counter":-1}', 'null']) {
      kept = odd;
      assert.equal(sender.counter(odd), 1);
    }
  });
});
