/** Syslog over TCP, whose messages come after their length or as lines. */
import { phrase } from '../../phrase.ts';
import type { Preset } from './preset.ts';

export const syslog: Preset = {
  group: 'devices',
  label: phrase('Syslog: log receiver'),
  help: phrase(
    'Shows log messages, in lines or after their length, as logger, rsyslog and syslog-ng send them over TCP.',
  ),
  config: { kind: 'tcp-server', framing: 'syslog' },
};
