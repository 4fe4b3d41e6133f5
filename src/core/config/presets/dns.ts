/** DNS, over UDP and TCP: every name is this machine, except below `invalid`. */
import type { ReplyRule } from '../../endpointConfig.ts';
import { phrase } from '../../phrase.ts';
import { hello, inHex, type Preset } from './preset.ts';

const [a, txt, aaaa] = ['0001', '0010', '001c'];

/** Header of a reply: the query's id, flags of a server that also asks others, and the number of answers. */
const header = (answers: number, code: 0 | 3 = 0) => `{{id}} 858${code} 0001 000${answers} 0000 0000`;

/** Returns a rule for queries of a type. The name in the answer refers to that of the question, after the header. */
const answer = (type: string, data: string): ReplyRule => ({
  when: { hex: `{{?id:u16be}} {{?:u16be}} 0001 0000 0000 {{?:u16be}} {{?name}} 00 ${type} 0001`, match: 'start' },
  send: {
    hex: `${header(1)} {{name}} 00 ${type} 0001 c00c ${type} 0001 0000003c {{$len data:u16be}} {{#data}}${data}{{/data}}`,
  },
});

/** Returns the pattern of a query for a name of any type. */
const query = (name: string) => `(?is)^(?P<id>..)..\\x00\\x01\\x00\\x00\\x00\\x00..(?P<question>${name}\\x00..\\x00.)`;

const reply: ReplyRule[] = [
  {
    when: { regex: query('[^\\x00]*\\x07invalid') },
    send: { hex: `${header(0, 3)} {{question}}` },
  },
  answer(a, '7f 00 00 01'),
  answer(aaaa, `${'00 '.repeat(15)}01`),
  answer(txt, `${hello.length.toString(16)} ${inHex(hello)}`),
  { when: { regex: query('[^\\x00]*') }, send: { hex: `${header(0)} {{question}}` } },
];

export const dns: Preset = {
  group: 'web',
  label: phrase('DNS: name server'),
  help: phrase('Every name is this machine; names below “invalid” don’t exist. For dig and resolvers.'),
  config: { kind: 'udp', reply },
};

export const dnsTcp: Preset = {
  group: 'web',
  label: phrase('DNS over TCP: name server'),
  help: phrase('Every name is this machine; names below “invalid” don’t exist. For dig +tcp.'),
  config: { kind: 'tcp-server', framing: 'dns-tcp', reply },
};
