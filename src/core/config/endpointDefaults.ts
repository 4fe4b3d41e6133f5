/** Defaults of new endpoints: the short lists of choices that settings offer. */
import type { Encoding, EndpointConfig, Framing } from '../endpointConfig.ts';
import { hasField } from '../kinds.ts';

/** Common framings, by their names in the setting. */
export const defaultFramings = {
  none: 'none',
  lf: { line: 'lf' },
  crlf: { line: 'crlf' },
  anyLineEnding: { line: 'any' },
  nul: { delimiter: { hex: '00' } },
  u16be: { lengthPrefix: { bytes: 2, endian: 'big' } },
  u32be: { lengthPrefix: { bytes: 4, endian: 'big' } },
  slip: 'slip',
  cobs: 'cobs',
} as const satisfies Record<string, Framing>;
export type DefaultFraming = keyof typeof defaultFramings;

export const defaultEncodings = ['utf8', 'latin1', 'utf16le', 'utf16be'] as const satisfies readonly Encoding[];
export const defaultLineEndings = [
  'none',
  'lf',
  'crlf',
  'cr',
] as const satisfies readonly EndpointConfig['lineEnding'][];

export interface EndpointDefaults {
  readonly encoding: (typeof defaultEncodings)[number];
  readonly lineEnding: (typeof defaultLineEndings)[number];
  readonly framing: DefaultFraming;
}

/**
 * Returns the config with the defaults for everything it leaves open. Defaults that absent keys imply anyway are
 * omitted, and so is framing for datagrams.
 */
export function withDefaults(
  config: EndpointConfig,
  { encoding, lineEnding, framing }: EndpointDefaults,
): EndpointConfig {
  return {
    ...(encoding !== 'utf8' && { encoding }),
    ...(lineEnding !== 'none' && { lineEnding }),
    ...(framing !== 'none' && hasField(config, 'framing') && { framing: defaultFramings[framing] }),
    ...config,
  };
}
