import assert from 'node:assert/strict';
import { endpointConfigJsonSchema } from '../../../../src/core/config/endpointConfigSchema.ts';
import type { Framing } from '../../../../src/core/endpointConfig.ts';
import { isFramingName } from '../../../../src/core/framing/namedFramings.ts';
import { phraseText, sentenceCase } from '../../../../src/core/phrase.ts';
import { framingType, framingTypes } from '../../../../src/core/sentences/framingTypes.ts';

interface Branch {
  readonly enum?: string[];
  readonly properties?: Readonly<Record<string, unknown>>;
}

describe('the types of framings', () => {
  it('include that of every framing in the schema', () => {
    const { framing } = (endpointConfigJsonSchema() as { properties: { framing: { anyOf: Branch[] } } }).properties;
    const framings = framing.anyOf.flatMap(({ enum: names = [], properties }): unknown[] => [
      ...names,
      ...(properties ? [properties] : []),
    ]) as Framing[];
    const named = framings.filter(one => isFramingName(one));
    assert.ok(named.length > 30);
    assert.deepEqual(new Set(framings.map(framingType)), new Set(Object.keys(framingTypes)));
    assert.equal(framings.length - named.length + 1, Object.keys(framingTypes).length);
  });

  it('have a label in sentence case and a sentence', () => {
    for (const { label, help } of Object.values(framingTypes)) {
      assert.match(sentenceCase(label), /^\p{Lu}[^.]+$/u);
      assert.match(phraseText(help), /^\p{Lu}.*\.$/u);
    }
  });
});
