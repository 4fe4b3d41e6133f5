import assert from 'node:assert/strict';
import { parseEndpointConfig } from '../../../../src/core/config/endpointConfigSchema.ts';
import { presetGroups } from '../../../../src/core/config/presets/preset.ts';
import { type PresetId, presetIds, presets, presetTable } from '../../../../src/core/config/presets.ts';
import { withoutForeignKeys } from '../../../../src/core/kinds.ts';
import { fullSentence, phraseText } from '../../../../src/core/phrase.ts';
import { compileReplyRules } from '../../../../src/core/replyRules.ts';
import { sampleSources } from '../../../../src/core/template/values.ts';

describe('presets', () => {
  for (const id of presetIds) {
    it(`are valid: ${id}`, () => {
      const { unknownKeys } = parseEndpointConfig({ ...presets[id], address: ':0' });
      assert.deepEqual(unknownKeys, []);
    });
  }

  it('have a label of their own, a sentence of help and a group', () => {
    const labels = presetIds.map(id => phraseText(presetTable[id].label));
    assert.equal(new Set(labels).size, presetIds.length);
    for (const id of presetIds) {
      const { label, help, group } = presetTable[id];
      assert.ok(phraseText(label).length <= 50, `${id}: too long for a list`);
      assert.equal(fullSentence(help), phraseText(help), id);
      assert.ok(presetGroups.includes(group));
    }
  });

  const answer = (id: PresetId, frame: Uint8Array) => {
    const { reply } = presets[id];
    assert.ok(Array.isArray(reply));
    const replies = compileReplyRules(reply, 'utf8').answer(frame)?.replies ?? [];
    return Buffer.concat(replies.map(one => one.render(sampleSources)));
  };
  const bytes = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex');

  it('answer a read of Modbus registers byte for byte', () => {
    const request = bytes('ab12 0000 0006 11 03 006b 0001');
    assert.equal(answer('modbus', request).toString('hex'), 'ab12000000051103' + '02002a');
  });

  it('answer a read of Modbus registers with any transaction, address and unit', () => {
    const { reply } = presets.modbus;
    assert.ok(Array.isArray(reply));
    const rules = compileReplyRules(reply, 'utf8');
    const request = bytes('0000 0000 0006 11 03 006b 0001');
    const expected = bytes('0000 0000 0005 11 03 02 002a');
    for (let number = 0; number <= 0xffff; number++) {
      for (const frame of [request, expected]) frame.writeUInt16BE(number);
      for (const frame of [request, expected]) frame[6] = number >> 8;
      request.writeUInt16BE(number >> 1, 8);
      const [answered] = rules.answer(request)?.replies ?? [];
      const rendered = answered?.render(sampleSources);
      assert.ok(
        rendered && expected.equals(rendered),
        `transaction ${number}: ${rendered && Buffer.from(rendered).toString('hex')}`,
      );
    }
  });

  it('find a subscription below a topic after a length of one or two bytes', () => {
    const parent = `${'p'.repeat(200)}/`;
    for (const topic of ['a/#', `${parent}+`]) {
      const body = bytes(
        `1234 00${topic.length.toString(16).padStart(2, '0')} ${Buffer.from(topic).toString('hex')} 01`,
      );
      const length = body.length < 128 ? [body.length] : [0x80 | (body.length & 127), body.length >> 7];
      const answered = answer('mqtt', Buffer.from([0x82, ...length, ...body])).toString('latin1');
      assert.ok(answered.startsWith('\x90\x03\x12\x34\x01\x30'), topic);
      assert.ok(answered.endsWith(`${topic.slice(0, -1)}helloHello from Portside`), topic);
    }
  });

  it('find the id of a request wherever its fields are', () => {
    const fields = { id: '"id":7', method: '"method":"initialize"', params: '"params":{"a":{"b":"x"}}' };
    const orders = [
      ['id', 'method', 'params'],
      ['method', 'id', 'params'],
      ['id', 'params', 'method'],
      ['method', 'params', 'id'],
      ['params', 'id', 'method'],
      ['params', 'method', 'id'],
    ] as const;
    for (const order of orders) {
      const request = `{${['"jsonrpc":"2.0"', ...order.map(field => fields[field])].join(',')}}`;
      const { id, result } = JSON.parse(String(answer('lsp', Buffer.from(request))));
      assert.equal(id, 7, request);
      assert.equal(result.serverInfo.name, 'Portside', request);
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
