/** TFTP: one short file to read, and any file to write. Options are ignored, as the protocol allows. */
import { phrase } from '../../phrase.ts';
import { hello, inHex, type Preset } from './preset.ts';

const name = 'hello.txt';

export const tftp: Preset = {
  group: 'tools',
  label: phrase('TFTP: file server'),
  help: phrase('Sends {0}, and accepts any file. Each block is in the transcript.', name),
  config: {
    kind: 'udp',
    reply: [
      { when: { hex: `0001 ${inHex(name)} 00`, match: 'start' }, send: { hex: `0003 0001 ${inHex(`${hello}\n`)}` } },
      { when: { hex: '0001', match: 'start' }, send: { hex: `0005 0001 ${inHex('File not found')} 00` } },
      { when: { hex: '0002', match: 'start' }, send: { hex: '0004 0000' } },
      { when: { hex: '0003 {{?block:u16be}}', match: 'start' }, send: { hex: '0004 {{block}}' } },
    ],
  },
};
