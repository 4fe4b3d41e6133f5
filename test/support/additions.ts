/**
 * A kind of endpoint that does nothing, a framing that splits nothing, a layer that counts messages and a decoder of
 * one byte, as changes to the files that CONTRIBUTING.md lists.
 */

/** Changes a file's text. A new file is empty before. */
type Change = (text: string) => string;
export type Addition = Readonly<Record<string, Change>>;

/**
 * Inserts a text after the only match of a pattern. @throws Error if there is no single match: then the code has
 * changed, and this must change, too.
 */
function behind(pattern: RegExp, inserted: string): Change {
  return text => {
    if (!pattern.test(text)) throw new Error(`nothing matches ${pattern}`);
    return text.replace(pattern, found => found + inserted);
  };
}

/** Applies several changes in turn. */
function all(...changes: readonly Change[]): Change {
  return text => changes.reduce((changed, change) => change(changed), text);
}

const idleKind = `
  idle: {
    label: phrase('Idle'),
    icon: 'blank',
    purpose: phrase('An idle endpoint does nothing.'),
    addressHelp: phrase('Any address.'),
    question: { title: phrase('Open Idle'), prompt: phrase('Any address.'), placeHolder: ':0' },
    isStream: () => true,
    listens: true,
    manyPeers: true,
    fields: ['framing'],
    options: [],
  },`;

const idleSockets = `
import type { EndpointContext, EndpointSockets } from './endpointContext.ts';

export class YourKind implements EndpointSockets {
  readonly address: string;

  constructor({ config }: EndpointContext) {
    this.address = config.address;
  }

  async open(): Promise<void> {}

  async targets(): Promise<[]> {
    return [];
  }

  async close(): Promise<void> {}
}
`;

export const addedKind: Addition = {
  'src/core/endpointConfig.ts': behind(/export type EndpointKind =/, " 'idle' |"),
  'src/core/kinds.ts': behind(/export const kinds: .* = \{/, idleKind),
  'src/engine/endpoints/yourKind.ts': () => idleSockets,
  'src/engine/endpoints/endpointKinds.ts': all(
    behind(/^/, "import { YourKind } from './yourKind.ts';\n"),
    behind(/export const endpointKinds: .* = \{/, '\n  idle: YourKind,'),
  ),
};

const firstByte = `
import type { Tree } from './decoded.ts';
import type { PayloadDecoder } from './decoder.ts';

export const yourDecoder: PayloadDecoder = {
  id: 'firstByte',
  name: 'First Byte',
  needsWhole: false,
  sniff: () => 'preferred',
  async decode({ bytes }): Promise<Tree> {
    return { kind: 'tree', label: 'First byte', notes: [], root: { type: 'u8', text: String(bytes[0]) } };
  },
};
`;

const countingLayer = `
import type { Layer } from '../conversation/layer.ts';

export const counted = { messages: 0 };

export class YourLayer implements Layer {
  frame(): void {
    counted.messages++;
  }
}
`;

export const addedLayer: Addition = {
  'src/engine/yourFeature/yourLayer.ts': () => countingLayer,
  'src/engine/endpoints/newConversation.ts': all(
    behind(/^/, "import { YourLayer } from '../yourFeature/yourLayer.ts';\n"),
    behind(/stream: \[[^\]]*/, ', () => new YourLayer()'),
  ),
};

export const addedDecoder: Addition = {
  'src/core/decoders/yourDecoder.ts': () => firstByte,
  'src/core/decoders/decoders.ts': all(
    behind(/^/, "import { yourDecoder } from './yourDecoder.ts';\n"),
    behind(/export const decoders: .* = \[[^\]]*/, ', yourDecoder'),
  ),
};

export const addedFraming: Addition = {
  'src/core/endpointConfig.ts': behind(/export type Framing =/, "\n  | 'unsplit'"),
  'src/core/framing/yourFraming.ts': () => "export { none as unsplit } from './none.ts';\n",
  'src/core/framing/framings.ts': all(
    behind(/^/, "import { unsplit } from './yourFraming.ts';\n"),
    behind(/export function framingFor\([^)]*\): FramingKind \{/, "\n  if (framing === 'unsplit') return unsplit;"),
  ),
  'src/core/config/framingSchema.ts': behind(/z\.literal\(\[(?='none', 'slip')/, "'unsplit', "),
  'src/core/clientProgram/pythonFraming.ts': behind(
    /function framingCode\([^)]*\): PythonFraming \{/,
    "\n  if (framing === 'unsplit') return chunks;",
  ),
  'src/engine/transcript/storedEvent.ts': behind(/const oneDirection = oneOf\(\s*keyOf<[^(]*>\(\{/, ' unsplit: true,'),
  'src/core/sentences/framingLabel.ts': behind(
    /function oneLabel\([^)]*\): Phrase \{/,
    "\n  if (framing === 'unsplit') return phrase('unsplit');",
  ),
  'src/core/sentences/framingTypes.ts': all(
    behind(/export type FramingType =/, "\n  | 'unsplit'"),
    behind(
      /export const framingTypes: .* = \{/,
      "\n  unsplit: { label: phrase('unsplit'), help: phrase('Nothing is split.') },",
    ),
  ),
  'webview/form/framing/framingChange.ts': behind(/const initialFramings: .* = \{/, "\n  unsplit: 'unsplit',"),
  'webview/form/framing/framingParts.ts': behind(/const parts: .* = \{/, '\n    unsplit: () => [],'),
};
