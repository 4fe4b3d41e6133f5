/** Length prefixes of tutorials and protocols, against Python peers that were written for each of them. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { LengthPrefix } from '../../src/core/endpointConfig.ts';
import { EngineEndpoints } from '../support/engineEndpoints.ts';
import { framesOf, portOf, seen } from '../support/openEndpoint.ts';
import { root } from '../support/paths.ts';
import { startPython } from '../support/program.ts';

const peers = join(root, 'test', 'interop', 'programs', 'length_prefixes.py');
const messages = ['hello', '', 'Grüß\r\n:,\0', 'x'.repeat(200)];
const bytesOf = (text: string) => Buffer.byteLength(text);

interface Form {
  readonly prefix: LengthPrefix;
  /** Returns a message as it is delivered and sent, if that isn't only its payload. */
  readonly delivered?: (payload: string) => Buffer;
}

const withHeader =
  (header: (bytes: number) => number[], ...trailer: number[]) =>
  (payload: string): Buffer =>
    Buffer.concat([Buffer.from(header(bytesOf(payload))), Buffer.from(payload), Buffer.from(trailer)]);

const forms: Readonly<Record<string, Form>> = {
  sentdex: { prefix: { digits: 10 } },
  techWithTim: { prefix: { digits: 64 } },
  cStruct: { prefix: { digits: 8 } },
  realPython: {
    prefix: {
      ...{ bytes: 2, endian: 'big' },
      jsonHeader: { field: 'content-length', add: { 'content-type': 'text/json', byteorder: 'little' } },
    },
  },
  syslog: { prefix: { digitsUntil: ' ' } },
  netstring: { prefix: { digitsUntil: ':', trailer: ',' } },
  protobuf: { prefix: { varint: true } },
  mqtt: {
    prefix: { varint: true, offset: 1 },
    delivered: withHeader(bytes => (bytes < 128 ? [0x30, bytes] : [0x30, 128 + (bytes % 128), bytes >> 7])),
  },
  pktLine: { prefix: { hexDigits: 4, includesHeader: true } },
  iso8583: { prefix: { digits: 4, pad: 'zeros' } },
  iso8583bcd: { prefix: { bcd: 2 } },
  postgres: {
    prefix: { bytes: 4, endian: 'big', offset: 1, adjust: -4 },
    delivered: withHeader(bytes => [0x51, 0, 0, 0, bytes + 4]),
  },
  mysql: {
    prefix: { bytes: 3, endian: 'little', offset: 0, adjust: 1 },
    delivered: withHeader(bytes => [bytes, 0, 0, 7]),
  },
  amqp: {
    prefix: { bytes: 4, endian: 'big', offset: 3, trailer: { hex: 'ce' } },
    delivered: withHeader(bytes => [1, 0, 0, 0, 0, 0, bytes]),
  },
  modbus: {
    prefix: { bytes: 2, endian: 'big', offset: 4 },
    delivered: withHeader(bytes => [0, 7, 0, 0, 0, bytes]),
  },
  tracker: {
    prefix: { bytes: 1, endian: 'big', adjust: 2 },
    delivered: withHeader(() => [], 0xab, 0xcd),
  },
};

const shown = ({ delivered = Buffer.from }: Form, texts: readonly string[]) =>
  texts.map(text => new TextDecoder().decode(delivered(text)));

describe('length prefixes and programs that use them', () => {
  const endpoints = new EngineEndpoints();
  after(() => endpoints.dispose());

  it('split what clients send, and echo it so that they can read it', async () => {
    const opened = await Promise.all(
      Object.entries(forms).map(async ([name, form]) => {
        const framing = { lengthPrefix: form.prefix };
        return {
          name,
          form,
          server: await endpoints.open({ kind: 'tcp-server', address: ':0', framing, reply: 'echo' }),
        };
      }),
    );
    const program = await startPython(
      peers,
      'client',
      ...opened.map(({ name, server }) => `${name}=${portOf(server)}`),
    );
    await program.ended();
    for (const { name, form, server } of opened)
      assert.deepEqual(await framesOf(server, 'in'), shown(form, messages), name);
  });

  it('split what servers send, and send them messages by hand', async () => {
    const program = await startPython(peers, 'server', ...Object.keys(forms));
    for (const [name, form] of Object.entries(forms)) {
      const address = `127.0.0.1:${await program.port()}`;
      const client = await endpoints.open({ kind: 'tcp-client', address, framing: { lengthPrefix: form.prefix } });
      const received = (count: number) =>
        seen(client, async () => ((await framesOf(client, 'in')).length === count ? true : undefined));
      await received(1);
      await client.send((form.delivered ?? Buffer.from)('It’s me'));
      await received(2);
      assert.deepEqual(await framesOf(client, 'in'), shown(form, ['who is there?', 'thank you']), name);
    }
    await program.ended();
  });
});
