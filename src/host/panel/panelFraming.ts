/** Labels of an endpoint's framing for its panel. */
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { framingOf } from '../../core/framing/framingOf.ts';
import { isStream } from '../../core/kinds.ts';
import { framingLabel, shortFramingLabel } from '../../core/sentences/framingLabel.ts';
import type { PanelFraming } from '../../protocol/panelCalls.ts';
import { translated } from '../shown/translated.ts';

/** Returns undefined if no framing is applied: for datagrams, and if everything received is saved as files. */
export function panelFraming(config: EndpointConfig): PanelFraming | undefined {
  const { files, framing = 'none' } = config;
  if (!isStream(config) || (files !== undefined && files.mode !== 'off')) return undefined;
  return {
    label: translated(framingLabel(framing)),
    short: translated(shortFramingLabel(framing)),
    isNone: framingOf(framing, 'in') === 'none' && framingOf(framing, 'out') === 'none',
  };
}
