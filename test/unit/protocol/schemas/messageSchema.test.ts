import assert from 'node:assert/strict';
import { maxMessageUnits } from '../../../../src/core/limits.ts';
import {
  messageSchema,
  messageToSaveSchema,
  savedMessageSchema,
} from '../../../../src/protocol/schemas/messageSchema.ts';

describe('an external message', () => {
  const hello = { notation: 'text', text: 'hello' };
  const accepts = (message: unknown) => messageSchema.safeParse(message).success;

  it('has a notation, a text of limited length, and no unknown keys', () => {
    assert.ok(accepts(hello));
    assert.ok(accepts({ ...hello, text: 'x'.repeat(maxMessageUnits) }));
    assert.ok(!accepts({ ...hello, text: 'x'.repeat(maxMessageUnits + 1) }));
    assert.ok(!accepts({ text: 'hello' }));
    assert.ok(!accepts({ ...hello, later: 1 }));
    assert.ok(!accepts({ ...hello, escapes: undefined }), 'absent is absent');
  });

  it('that is saved needs no notation, and keeps what a later version wrote', () => {
    assert.deepEqual(savedMessageSchema.parse({ name: 'n', text: 't', later: 1 }), {
      name: 'n',
      text: 't',
      notation: 'text',
      later: 1,
    });
  });

  it('isn’t saved if it is too long, and is still listed if the file has one', () => {
    for (const [units, isSaved] of [
      [maxMessageUnits, true],
      [maxMessageUnits + 1, false],
    ] as const) {
      const message = { name: 'n', text: 'x'.repeat(units) };
      assert.equal(messageToSaveSchema.safeParse(message).success, isSaved);
      assert.ok(savedMessageSchema.safeParse(message).success);
    }
  });

  it('that is saved has a name and places of limited length, none of them empty', () => {
    const saves = (key: string, value: string) =>
      savedMessageSchema.safeParse({ name: 'n', text: '', [key]: value }).success;
    for (const [key, longest] of Object.entries({ name: 200, folder: 500, endpoint: 500 })) {
      assert.ok(!saves(key, ''), key);
      assert.ok(saves(key, 'x'.repeat(longest)), key);
      assert.ok(!saves(key, 'x'.repeat(longest + 1)), key);
    }
  });
});
