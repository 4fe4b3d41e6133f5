import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import type { ReceiverMessage } from '../../../../../src/core/transfer/framedMessage.ts';
import { FileAnswers } from '../../../../../src/engine/transfer/framed/fileAnswers.ts';
import { collectGarbage } from '../../../../support/collectGarbage.ts';
import { sha256Of } from '../../../../support/sha256Of.ts';

describe('answers about a file', () => {
  it('are not kept if nothing waits for them', async () => {
    const answers = new FileAnswers();
    const received: WeakRef<ReceiverMessage>[] = [];
    const receive = (answer: ReceiverMessage) => {
      received.push(new WeakRef(answer));
      answers.receive(answer);
    };
    for (let offset = 0; offset < 100; offset++) {
      receive({ type: 'have', offset, sha256: sha256Of() });
      receive({ type: 'receipt', bytes: offset, sha256: sha256Of() });
    }
    await turn();
    collectGarbage();
    assert.deepEqual(
      received.flatMap(answer => answer.deref() ?? []).map(({ type }) => type),
      ['have'],
    );
    assert.equal((await answers.have).offset, 0);
  });
});
