/** Common starting points for endpoints. A new one is one line here, and a file if it is for a protocol. */
import { dns, dnsTcp } from './presets/dns.ts';
import { ftp } from './presets/ftp.ts';
import {
  chat,
  echo,
  fileReceiver,
  greeter,
  jsonLines,
  jsonLinesClient,
  lengthPrefixed,
  lengthPrefixedClient,
  lineClient,
  lines,
  reconnectingClient,
  udpEcho,
  udpResponder,
} from './presets/general.ts';
import { git } from './presets/git.ts';
import { http, websocket } from './presets/http.ts';
import { dap, lsp } from './presets/languageTools.ts';
import { modbus } from './presets/modbus.ts';
import { mqtt } from './presets/mqtt.ts';
import { pop3 } from './presets/pop3.ts';
import { postgres } from './presets/postgres.ts';
import type { Preset, PresetConfig } from './presets/preset.ts';
import { redis } from './presets/redis.ts';
import { smtp } from './presets/smtp.ts';
import { snmp } from './presets/snmp.ts';
import { syslog } from './presets/syslog.ts';
import { telnet } from './presets/telnet.ts';
import { tftp } from './presets/tftp.ts';

/** In the order in which they are shown. */
const table = {
  echo,
  greeter,
  chat,
  lines,
  jsonLines,
  lengthPrefixed,
  fileReceiver,
  lineClient,
  jsonLinesClient,
  lengthPrefixedClient,
  reconnectingClient,
  udpEcho,
  udpResponder,
  http,
  websocket,
  dns,
  dnsTcp,
  ftp,
  smtp,
  pop3,
  redis,
  postgres,
  mqtt,
  modbus,
  snmp,
  syslog,
  telnet,
  lsp,
  dap,
  git,
  tftp,
} as const satisfies Record<string, Preset>;

export type PresetId = keyof typeof table;

export const presetIds = Object.keys(table) as PresetId[];

export const presetTable: Readonly<Record<PresetId, Preset>> = table;

/** The configs alone. */
export const presets = Object.fromEntries(presetIds.map(id => [id, table[id].config])) as Record<
  PresetId,
  PresetConfig
>;
