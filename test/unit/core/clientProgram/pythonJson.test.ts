import assert from 'node:assert/strict';
import { jsonMessages } from '../../../../src/core/clientProgram/pythonJson.ts';

describe('JSON values in Python', () => {
  it('are sent as they are, and decoded before they are told apart', () => {
    const { sender, receiver } = jsonMessages;
    assert.deepEqual(sender, { sent: 'message' });
    assert.match(receiver.answers('"utf-8"')[0] ?? '', /iterdecode\(receive_chunks\(connection\), "utf-8"\)/);
  });
});
