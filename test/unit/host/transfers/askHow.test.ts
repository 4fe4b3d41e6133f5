import assert from 'node:assert/strict';
import type { QuickPickItem } from 'vscode';
import { Dismissed } from '../../../../src/client/dismissed.ts';
import { SendChoices } from '../../../../src/client/transfers/sendChoices.ts';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import type { SendHow } from '../../../../src/core/transfer/transferSnapshot.ts';
import { askHow, chooseHow, howLabel } from '../../../../src/host/transfers/askHow.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';

const raw: SendHow = { mode: 'raw', endAfter: false };
const framed: SendHow = { mode: 'framed', endAfter: false };

describe('the question of how to send files', () => {
  freshVscode();
  let choices: SendChoices;

  beforeEach(() => {
    choices = new SendChoices();
  });

  const endpoint = (config: EndpointConfig) => endpointSnapshot('e1', 1, { config });
  const server = endpoint({ kind: 'tcp-server', address: ':0', name: 'Chat' });
  const client = endpoint({ kind: 'tcp-client', address: ':9' });
  const udp = endpoint({ kind: 'udp', address: ':0' });
  const list = () => questions.question('How should Chat send files?', 'list');

  it('is asked once per peer', async () => {
    const asked = askHow(choices, server, ['p1']);
    (await list()).answer('Framed');
    assert.deepEqual(await asked, framed);
    assert.deepEqual(await askHow(choices, server, ['p1']), framed);
  });

  it('is asked for each new peer of a server, and not for the next connection of a client', async () => {
    choices.choose('e1', ['p1'], raw);
    const asked = askHow(choices, server, ['p2']);
    (await list()).dismiss();
    await assert.rejects(asked, Dismissed);
    assert.deepEqual(await askHow(choices, client, ['p2']), raw);
  });

  it('remembers nothing if dismissed', async () => {
    const asked = askHow(choices, server, ['p1']);
    (await list()).dismiss();
    await assert.rejects(asked, Dismissed);
    assert.equal(choices.chosen('e1', ['p1']), undefined);
  });

  it('lists the likely answer first, for Enter', async () => {
    const first = async () => {
      const asked = chooseHow(choices, server, ['p2']);
      const question = await list();
      const [item] = question.items as QuickPickItem[];
      question.answer(item);
      return asked;
    };
    assert.deepEqual(await first(), raw);
    choices.choose('e1', ['p1'], framed);
    choices.choose('e1', ['p2'], { mode: 'raw', endAfter: true });
    choices.choose('e1', ['p1'], framed);
    // The peer's own answer takes precedence over the endpoint's last one.
    assert.deepEqual(await first(), { mode: 'raw', endAfter: true });
    choices.choose('e1', ['p3'], framed);
    choices.choose('e1', ['p2'], framed);
    assert.deepEqual(await first(), framed);
  });

  it('is for the size and pace of datagrams, and offers the last ones', async () => {
    const answer = async (prompt: string, text: string) => {
      const question = await questions.question(prompt, 'input');
      const { value } = question;
      question.answer(text);
      return value;
    };
    const asked = chooseHow(choices, udp, ['p1']);
    assert.equal(await answer('Size of each datagram in bytes', ' 512 '), '1024');
    assert.equal(await answer('Bytes per second', '2000'), '1000000');
    assert.deepEqual(await asked, { mode: 'datagrams', pace: { datagramBytes: 512, bytesPerSecond: 2000 } });
    const again = chooseHow(choices, udp, ['p2']);
    assert.equal(await answer('Size of each datagram in bytes', '513'), '512');
    assert.equal(await answer('Bytes per second', '2001'), '2000');
    await again;
  });

  it('accepts only whole numbers within the limits of a datagram', async () => {
    const asked = chooseHow(choices, udp, ['p1']);
    const question = await questions.question('Size of each datagram in bytes', 'input');
    for (const text of ['1', '65507', ' 7 ']) assert.equal(await question.validate(text), undefined, text);
    for (const text of ['0', '65508', '-1', '1.5', '1e3', '0x10', '', 'many'])
      assert.equal(await question.validate(text), 'Enter a whole number from 1 to 65507.', text);
    question.dismiss();
    await assert.rejects(asked, Dismissed);
  });
});

describe('the way files are sent, in a few words', () => {
  it('describes what the receiver sees', () => {
    assert.equal(howLabel({ mode: 'raw', endAfter: true }), 'raw, then end the stream');
    assert.equal(howLabel(raw), 'raw, keep the connection open');
    assert.equal(howLabel(framed), 'framed');
    const pace = { datagramBytes: 512, bytesPerSecond: 1_500_000 };
    assert.equal(howLabel({ mode: 'datagrams', pace }), '512-byte datagrams, 1.50 MB/s');
  });
});
