/** Display names of the presets. */
import * as l10n from '@vscode/l10n';
import type { PresetId } from '../../src/core/config/presets.ts';

export function presetName(id: PresetId): string {
  const names: Record<PresetId, string> = {
    echo: l10n.t('Echo server'),
    greeter: l10n.t('Greeter: says thank you and closes'),
    chat: l10n.t('Chat: lines you reply to by hand'),
    lines: l10n.t('Line protocol: commands and numbered replies'),
    udpResponder: l10n.t('UDP responder'),
    modbus: l10n.t('Modbus TCP: length prefix after a header'),
    lengthPrefixed: l10n.t('Messages with a 4-byte length prefix'),
    jsonLines: l10n.t('JSON Lines: replies by id'),
    fileReceiver: l10n.t('File receiver: one file per connection'),
    lineClient: l10n.t('Line client: CRLF, as for SMTP or Redis'),
    jsonLinesClient: l10n.t('JSON Lines client'),
    lengthPrefixedClient: l10n.t('Client with a 4-byte length prefix'),
    reconnectingClient: l10n.t('Client that reconnects'),
    udpEcho: l10n.t('UDP echo'),
  };
  return names[id];
}
