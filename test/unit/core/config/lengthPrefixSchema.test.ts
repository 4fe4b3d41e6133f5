import assert from 'node:assert/strict';
import { ConfigError } from '../../../../src/core/config/configError.ts';
import { endpointConfigJsonSchema, parseEndpointConfig } from '../../../../src/core/config/endpointConfigSchema.ts';
import type { LengthPrefix } from '../../../../src/core/endpointConfig.ts';
import { framingFor } from '../../../../src/core/framing/framings.ts';

const configWith = (lengthPrefix: unknown, more: object = {}) => ({
  kind: 'tcp-server',
  address: ':0',
  framing: { lengthPrefix },
  ...more,
});

function problemsOf(lengthPrefix: unknown, more?: object): string[] {
  try {
    parseEndpointConfig(configWith(lengthPrefix, more));
    return [];
  } catch (error) {
    assert.ok(error instanceof ConfigError, `${error}`);
    return error.problems.map(({ path, message }) => `${path}: ${message}`);
  }
}

const nested = (levels: number): unknown => (levels === 0 ? 1 : { a: nested(levels - 1) });

describe('a length prefix in a config', () => {
  const accepted: LengthPrefix[] = [
    { bytes: 4, endian: 'big', includesHeader: true, offset: 4, adjust: -4, trailer: { hex: '0d 0a' } },
    { digits: 10 },
    { digits: 1024, pad: 'zeros', offset: 0 },
    { digitsUntil: ':', trailer: ',' },
    { digitsUntil: { hex: '20' }, includesHeader: true },
    { hexDigits: 4, includesHeader: true },
    { bcd: 10 },
    { varint: true, offset: 1, adjust: 1024 ** 2 },
    { bytes: 2, endian: 'big', jsonHeader: { field: 'content-length', add: { a: [{ b: null }], é: 'ü' } } },
    { bytes: 1, endian: 'big', adjust: -255 },
    { bytes: 1, endian: 'big', includesHeader: true, offset: 254 },
  ];
  for (const prefix of accepted)
    it(`is accepted unchanged: ${JSON.stringify(prefix)}`, () => {
      const { config } = parseEndpointConfig(configWith(prefix));
      assert.deepEqual(config.framing, { lengthPrefix: prefix });
      framingFor(config.framing).decoder(100);
    });

  const refused: [unknown, string, object?][] = [
    [{ digits: 0 }, '.digits: must be at least 1'],
    [{ digits: 1025 }, '.digits: must be at most 1024'],
    [{ digits: 4, pad: 'both' }, '.pad: must be one of "zeros", "left", "right"'],
    [{ hexDigits: 1.5 }, '.hexDigits: must be a whole number'],
    [{ bcd: 11 }, '.bcd: must be at most 10'],
    [{ varint: false }, '.varint: must be true'],
    [{ digitsUntil: '' }, '.digitsUntil: must be 1 to 64 bytes long, not 0'],
    [{ digitsUntil: '0:' }, '.digitsUntil: must not begin with a digit, which would belong to the length'],
    [{ digitsUntil: { hex: '31' } }, '.digitsUntil.hex: must not begin with a digit, which would belong to the length'],
    [{ digitsUntil: 5 }, '.digitsUntil: must be a string or {"hex": …}'],
    [{ varint: true, trailer: 'x'.repeat(65) }, '.trailer: must be 1 to 64 bytes long, not 65'],
    [{ varint: true, trailer: { hex: '0' } }, '.trailer.hex: "0" at character 1 is not a hex byte'],
    [{ varint: true, pad: 'left' }, ': unknown key "pad"'],
    [{ varint: true, adjust: 2 ** 40 }, '.adjust: must be at most 1073741824'],
    [{ varint: true, adjust: 101 }, ': adjust is more than maxFrameBytes (100)', { maxFrameBytes: 100 }],
    [
      { bytes: 1, endian: 'big', adjust: -256 },
      ': no message is possible: even an empty one would have the length 256, but the field holds at most 255',
    ],
    [
      { digits: 2, includesHeader: true, offset: 98 },
      ': no message is possible: even an empty one would have the length 100, but the field holds at most 99',
    ],
    [{ varint: true, jsonHeader: {} }, '.jsonHeader.field: required'],
    [{ varint: true, jsonHeader: { field: '' } }, '.jsonHeader.field: must not be empty'],
    [{ varint: true, jsonHeader: { field: 5 } }, '.jsonHeader.field: must be a string'],
    [{ varint: true, jsonHeader: { field: 'n', add: 5 } }, '.jsonHeader.add: must be an object'],
    [{ varint: true, jsonHeader: { field: 'n', add: { a: 1n } } }, '.jsonHeader.add: isn’t a valid value'],
    [{ varint: true, jsonHeader: { field: 'n', add: nested(7) } }, '.jsonHeader.add: is nested too deeply'],
    [
      { varint: true, jsonHeader: { field: 'n', add: { a: 'x'.repeat(16_384) } } },
      '.jsonHeader.add: must be at most 16384 bytes of JSON',
    ],
    [
      { varint: true, jsonHeader: { field: 'n', add: { n: 1 } } },
      ': “add” can’t contain “n”, which has the length of the message',
    ],
    [
      { bytes: 1, endian: 'big', jsonHeader: { field: 'n', add: { a: 'x'.repeat(300) } } },
      ': the JSON header of 314 bytes is too long for a 1-byte length field',
    ],
    [
      { bytes: 1, endian: 'big', adjust: 8, jsonHeader: { field: 'n' } },
      ': the JSON header of 7 bytes is too short: its length would be -1',
    ],
  ];
  for (const [prefix, problem, more] of refused)
    it(`is refused: ${problem.slice(0, 100)}`, () => {
      const path = problem.startsWith(': ') && !problem.includes('unknown key') ? 'framing' : 'framing.lengthPrefix';
      assert.deepEqual(problemsOf(prefix, more), [`${path}${problem}`]);
    });

  it('has the other fields of a JSON header as JSON', () => {
    const add = { when: new Date(0), none: undefined, act: () => 1 };
    const { config } = parseEndpointConfig(configWith({ varint: true, jsonHeader: { field: 'n', add } }));
    assert.deepEqual(config.framing, {
      lengthPrefix: { varint: true, jsonHeader: { field: 'n', add: { when: '1970-01-01T00:00:00.000Z' } } },
    });
  });

  it('has a JSON schema that lists every kind', () => {
    const schema = JSON.stringify(endpointConfigJsonSchema());
    for (const key of ['bytes', 'digits', 'digitsUntil', 'hexDigits', 'bcd', 'varint', 'trailer', 'jsonHeader', 'add'])
      assert.ok(schema.includes(`"${key}":{`), key);
  });
});
