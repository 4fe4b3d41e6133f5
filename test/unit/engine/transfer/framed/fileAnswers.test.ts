import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import type { ReceiverMessage } from '../../../../../src/core/transfer/framedMessage.ts';
import { FileAnswers } from '../../../../../src/engine/transfer/framed/fileAnswers.ts';
import { collectGarbage } from '../../../../support/collectGarbage.ts';
import { sha256Of } from '../../../../support/sha256Of.ts';

describe('answers to a file', () => {
  it('are not kept if nothing waits for them', async () => {
    const answers = new FileAnswers();
    const heard: WeakRef<ReceiverMessage>[] = [];
    const hear = (answer: ReceiverMessage) => {
      heard.push(new WeakRef(answer));
      answers.receive(answer);
    };
    for (let offset = 0; offset < 100; offset++) {
      hear({ type: 'have', offset, sha256: sha256Of() });
      hear({ type: 'receipt', bytes: offset, sha256: sha256Of() });
    }
    await turn();
    collectGarbage();
    assert.deepEqual(
      heard.flatMap(answer => answer.deref() ?? []).map(({ type }) => type),
      ['have'],
    );
    assert.equal((await answers.have).offset, 0);
  });
});
