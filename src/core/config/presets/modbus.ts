/**
 * A Modbus TCP device. Addresses from 0x8000 on don't exist. Requests for up to 8 registers or coils are answered; a
 * register that was written last is read back.
 */
import type { ReplyRule } from '../../endpointConfig.ts';
import { phrase } from '../../phrase.ts';
import type { Preset } from './preset.ts';

const firstValue = 42;
const maxValues = 8;
/** What every answer begins with, before its length. */
const begin = '{{transaction}} 0000';

/** Returns a pattern of requests whose function is one of these and whose data match. */
const request = (functions: string, data: string) =>
  `(?s)^(?P<transaction>..)\\x00\\x00..(?P<unit>.)(?P<function>[${functions}])${data}`;

const rule = (functions: string, data: string, send: string): ReplyRule => ({
  when: { regex: request(functions, data) },
  send: { hex: `${begin} ${send}` },
});

const hexByte = (value: number) => value.toString(16).padStart(2, '0');

/** Returns the rule for functions that are refused for a reason: 1 is the function, 2 the address, 3 the value. */
const exception = (code: number, reason: 1 | 2 | 3, data: string): ReplyRule =>
  rule(`\\x${hexByte(code)}`, data, `0003 {{unit}} ${hexByte(code + 0x80)} ${hexByte(reason)}`);

const reads = [1, 2, 3, 4];
const writes = [5, 6, 15, 16];
const others = [7, 8, 11, 12, 17, 20, 21, 22, 23, 24, 43];
/** Data of a request that begins with an address that doesn't exist. */
const noAddress = '[\\x80-\\xff]';

const registers = Array.from({ length: maxValues }, (_, at) => at + 1).map(count => {
  const values = Array.from({ length: count }, (_, at) => `00${hexByte(firstValue + at)}`).join(' ');
  const bytes = 2 * count;
  return rule(
    '\\x03\\x04',
    `..\\x00\\x${hexByte(count)}$`,
    `${hexByte(0)}${hexByte(bytes + 3)} {{unit}} {{function}} ${hexByte(bytes)} ${values}`,
  );
});

export const modbus: Preset = {
  group: 'devices',
  label: phrase('Modbus TCP: device'),
  help: phrase(
    'Reads up to 8 registers or coils, accepts writes, and returns an exception for addresses from {0} on and for other functions.',
    '0x8000',
  ),
  config: {
    kind: 'tcp-server',
    framing: 'modbus-tcp',
    reply: [
      ...[...reads, ...writes].map(code => exception(code, 2, noAddress)),
      {
        when: { hex: '{{?transaction:u16be}} 0000 0006 {{?unit:u8}} 03 {{address}} 0001' },
        send: { hex: `${begin} 0005 {{unit}} 03 02 {{value}}` },
      },
      ...registers,
      rule('\\x01\\x02', `..\\x00[\\x01-\\x${hexByte(maxValues)}]$`, '0004 {{unit}} {{function}} 01 05'),
      ...reads.map(code => exception(code, 3, '')),
      { when: { regex: request('\\x06', '(?P<address>..)(?P<value>..)$') }, send: { hex: '{{message}}' } },
      { when: { regex: request('\\x05', '..[\\x00\\xff]\\x00$') }, send: { hex: '{{message}}' } },
      rule('\\x0f\\x10', '(?P<range>....).+$', '0006 {{unit}} {{function}} {{range}}'),
      ...writes.map(code => exception(code, 3, '')),
      ...others.map(code => exception(code, 1, '')),
    ],
  },
};
