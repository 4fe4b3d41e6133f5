/** An MQTT broker for one client at a time, of MQTT 3.1.1 and 5: rules can't pass messages on to other clients. */
import type { ReplyRule } from '../../endpointConfig.ts';
import { phrase } from '../../phrase.ts';
import { hello, inHex, type Preset } from './preset.ts';

/** Returns a message for a topic. The properties are those of version 5. */
const publish = (topic: string, properties: string) => ({
  hex: `30 {{$len:varint}} {{$len topic:u16be}} {{#topic}}${topic}{{/topic}} ${properties} ${inHex(hello)}`,
});

const starts = (hex: string, send?: string): ReplyRule => ({
  when: { hex, match: 'start' },
  ...(send !== undefined && { send: { hex: send } }),
});

/** QoS 1 and 2, each with and without the flags for duplicates and retained messages. */
const acknowledged = ['32', '33', '3a', '3b'].map(type => acknowledge(type, '40'));
const received = ['34', '35', '3c', '3d'].map(type => acknowledge(type, '50'));

function acknowledge(type: string, answer: string): ReplyRule {
  const topic = '{{?length:u16be}} {{?:bytes(length)}}';
  return starts(`${type} {{?:varint}} ${topic} {{?packet:u16be}}`, `${answer} 02 {{packet}}`);
}

/** Grants subscriptions, and sends a message to those of one topic, or below one. */
function subscriptions(before: string, properties: string, state: Pick<ReplyRule, 'state'>): ReplyRule[] {
  const topic = '{{?length:u16be}} {{?topic:bytes(length)}} {{?qos:u8}}';
  const packet = `82 {{?:varint}} {{?packet:u16be}} ${before}`;
  const granted = (codes: string) => ({ hex: `90 {{$len:u8}} {{packet}} ${properties} ${codes}` });
  const isBelow = `(?s)^\\x82[\\x80-\\xff]*[\\x00-\\x7f](?P<packet>..)${before ? '\\x00' : ''}[\\x00-\\xff]{2}(?P<parent>[^+#]*)[+#](?P<qos>[\\x00-\\x02])$`;
  return [
    {
      ...state,
      when: { regex: isBelow },
      send: [granted('{{qos}}'), publish(`{{parent}}${inHex('hello')}`, properties)],
    },
    {
      ...state,
      when: { hex: `${packet} ${topic}` },
      send: [granted('{{qos}}'), publish('{{topic}}', properties)],
    },
    ...[2, 3, 4].map(count => ({
      ...state,
      when: { hex: `${packet} ${topics(count)}` },
      send: granted('00 '.repeat(count)),
    })),
  ];
}

/** Returns a list of topics, each with its QoS. */
function topics(count: number): string {
  return Array.from({ length: count }, (_, at) => `{{?length${at}:u16be}} {{?:bytes(length${at})}} {{?:u8}}`).join(' ');
}

export const mqtt: Preset = {
  group: 'devices',
  label: phrase('MQTT: broker'),
  help: phrase(
    'Accepts messages of QoS 0, 1 and 2, and sends a message to each subscription, for mosquitto and devices. Clients don’t reach each other.',
  ),
  config: {
    kind: 'tcp-server',
    framing: 'mqtt',
    reply: [
      { ...starts('10 {{?:varint}} 0004 4d515454 05', '20 03 00 00 00'), goTo: 'version 5' },
      starts('10', '20 02 00 00'),
      ...acknowledged,
      ...received,
      starts('62 02 {{?packet:u16be}}', '70 02 {{packet}}'),
      ...subscriptions('00', '00', { state: 'version 5' }),
      ...subscriptions('', '', { state: '' }),
      { ...starts('a2 {{?:varint}} {{?packet:u16be}}', 'b0 04 {{packet}} 00 00'), state: 'version 5' },
      starts('a2 {{?:varint}} {{?packet:u16be}}', 'b0 02 {{packet}}'),
      starts('c0 00', 'd0 00'),
      { ...starts('e0'), close: true },
    ],
  },
};
