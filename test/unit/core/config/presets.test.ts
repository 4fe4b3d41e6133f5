import assert from 'node:assert/strict';
import { parseEndpointConfig } from '../../../../src/core/config/endpointConfigSchema.ts';
import { presetIds, presets } from '../../../../src/core/config/presets.ts';
import { withoutForeignKeys } from '../../../../src/core/kinds.ts';
import { compileReplyRules } from '../../../../src/core/replyRules.ts';
import { sampleSources } from '../../../../src/core/template/values.ts';

describe('presets', () => {
  for (const id of presetIds) {
    it(`are valid: ${id}`, () => {
      const { unknownKeys } = parseEndpointConfig({ ...presets[id], address: ':0' });
      assert.deepEqual(unknownKeys, []);
    });
  }

  const answer = (id: (typeof presetIds)[number], frame: Uint8Array) => {
    const { reply } = presets[id];
    assert.ok(Array.isArray(reply));
    return Buffer.from(compileReplyRules(reply, 'utf8').answer(frame)?.replies[0]?.render(sampleSources) ?? []);
  };

  it('answer a read of Modbus registers byte for byte', () => {
    const request = Buffer.from('ab12 0000 0006 11 03 006b 0001'.replaceAll(' ', ''), 'hex');
    assert.equal(answer('modbus', request).toString('hex'), 'ab12000000051103' + '02002a');
  });

  it('answer a read of Modbus registers with any transaction, address and unit', () => {
    const { reply } = presets.modbus;
    assert.ok(Array.isArray(reply));
    const rules = compileReplyRules(reply, 'utf8');
    const request = Buffer.from('0000 0000 0006 11 03 006b 0001'.replaceAll(' ', ''), 'hex');
    const expected = Buffer.from('0000 0000 0005 11 03 02 002a'.replaceAll(' ', ''), 'hex');
    for (let number = 0; number <= 0xffff; number++) {
      for (const frame of [request, expected]) frame.writeUInt16BE(number);
      for (const frame of [request, expected]) frame[6] = number >> 8;
      request.writeUInt16BE(number, 8);
      const answered = rules.answer(request)?.replies[0]?.render(sampleSources);
      assert.ok(
        answered && expected.equals(answered),
        `transaction ${number}: ${answered && Buffer.from(answered).toString('hex')}`,
      );
    }
  });

  it('answer a line with its number, and JSON with its id', () => {
    assert.equal(String(answer('lines', Buffer.from('HELO box'))), '250 hello box\r\n');
    assert.equal(String(answer('lines', Buffer.from('what'))), '500 unknown command\r\n');
    assert.equal(String(answer('jsonLines', Buffer.from('{"id": 7}'))), '{"id":7,"ok":true}\n');
  });
});

describe('the keys of a kind', () => {
  it('are kept, those of other kinds removed, and unknown ones kept', () => {
    const config = { kind: 'udp', address: ':0', framing: 'slip', remote: ':1', mine: 1 } as const;
    assert.deepEqual(withoutForeignKeys(config), { kind: 'udp', address: ':0', remote: ':1', mine: 1 });
  });
});
