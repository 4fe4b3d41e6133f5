/** An SNMP agent with three objects of the group `system`. Requests ask for one object at a time. */
import type { ReplyRule } from '../../endpointConfig.ts';
import { phrase } from '../../phrase.ts';
import { hello, inHex, type Preset } from './preset.ts';

/** 1.3.6.1.2.1, below which all objects are. */
const mib2 = '2b 06 01 02 01';
const text = (value: string) => `04 {{$len value:u8}} {{#value}}${inHex(value)}{{/value}}`;

/** Objects in order: identifiers, and values with their types. */
const objects = [
  { oid: `${mib2} 01 01 00`, value: text(hello) },
  // Hundredths of a second.
  { oid: `${mib2} 01 03 00`, value: '43 04 00 0b c6 14' },
  { oid: `${mib2} 01 05 00`, value: text('portside') },
];
const [noSuchObject, endOfView] = ['80 00', '82 00'];

/** Returns a request of a type (a0 is get, a1 is get next) for an object. Lengths are below 128 bytes. */
function request(type: string, oid: string, version = '{{?version:u8}}'): ReplyRule['when'] {
  const community = '04 {{?communityLength:u8}} {{?community:bytes(communityLength)}}';
  const id = '02 {{?idLength:u8}} {{?id:bytes(idLength)}}';
  const list = `30 {{?:u8}} 30 {{?:u8}} 06 ${oid} 05 00`;
  return {
    hex: `30 {{?:u8}} 02 01 ${version} ${community} ${type} {{?:u8}} ${id} 02 01 {{?:u8}} 02 01 {{?:u8}} ${list}`,
  };
}

/** Each length counts what follows, since all sequences end with the message. */
function response(oid: string, value: string, { version = '{{version}}', error = '02 01 00 02 01 00' } = {}) {
  const community = '04 {{communityLength}} {{community}}';
  const id = '02 {{idLength}} {{id}}';
  const list = `30 {{$len:u8}} 30 {{$len:u8}} 06 ${oid} ${value}`;
  return { hex: `30 {{$len:u8}} 02 01 ${version} ${community} a2 {{$len:u8}} ${id} ${error} ${list}` };
}

const sized = (oid: string) => `${oid.split(' ').length.toString(16).padStart(2, '0')} ${oid}`;
const [anyOid, sameOid] = ['{{?oidLength:u8}} {{?oid:bytes(oidLength)}}', '{{oidLength}} {{oid}}'];
/** Version 1 has no values for what doesn't exist: noSuchName, for the first object. */
const missing = (type: string): ReplyRule => ({
  when: request(type, anyOid, '00'),
  send: response(sameOid, '05 00', { version: '00', error: '02 01 02 02 01 01' }),
});

const parents = [mib2, `${mib2} 01`, '2b'].map(oid => ({ oid, next: objects[0] }));
const steps = [...parents, ...objects.map(({ oid }, at) => ({ oid, next: objects[at + 1] }))];

export const snmp: Preset = {
  group: 'devices',
  label: phrase('SNMP: agent'),
  help: phrase(
    'Has sysDescr, sysUpTime and sysName, for snmpget and snmpwalk of versions 1 and 2c, with any community.',
  ),
  config: {
    kind: 'udp',
    reply: [
      ...objects.map(({ oid, value }) => ({ when: request('a0', sized(oid)), send: response(sized(oid), value) })),
      ...steps.flatMap(({ oid, next }) =>
        next ? [{ when: request('a1', sized(oid)), send: response(sized(next.oid), next.value) }] : [],
      ),
      missing('a0'),
      missing('a1'),
      { when: request('a0', anyOid), send: response(sameOid, noSuchObject) },
      { when: request('a1', anyOid), send: response(sameOid, endOfView) },
    ],
  },
};
