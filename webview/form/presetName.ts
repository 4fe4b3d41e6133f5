/** Presets by the names that people know. */
import * as l10n from '@vscode/l10n';
import type { PresetId } from '../../src/core/presets.ts';

export function presetName(id: PresetId): string {
  const names: Record<PresetId, string> = {
    echo: l10n.t('Echo server'),
    greeter: l10n.t('Greeter: says thank you and closes'),
    chat: l10n.t('Chat server: lines by hand'),
    lines: l10n.t('Line protocol: commands and answers with numbers'),
    udpResponder: l10n.t('UDP responder'),
    modbus: l10n.t('Modbus TCP: length prefix with header'),
    lengthPrefixed: l10n.t('Messages with a length of four bytes'),
    jsonLines: l10n.t('JSON lines: answers by id'),
    fileReceiver: l10n.t('File receiver: a file for each connection'),
  };
  return names[id];
}
