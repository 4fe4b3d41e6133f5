import assert from 'node:assert/strict';
import * as z from 'zod';
import { ConfigError } from '../../../src/core/configError.ts';
import { parseEndpointConfig, parseSavedEndpoint } from '../../../src/host/configSchema.ts';
import { freshVscode } from '../../support/fakeVscode/freshVscode.ts';
import { workbenchState } from '../../support/fakeVscode/workbenchState.ts';

describe('the schema of configs', () => {
  freshVscode();
  // The library's language holds for the whole process.
  afterEach(() => void z.config(z.locales.en()));

  const wrong = { kind: 'tcp-server', address: ':0', maxPeers: 'many' };
  const problemOf = async (parsing: Promise<unknown>): Promise<string | undefined> => {
    const error = await parsing.catch((thrown: unknown) => thrown);
    assert.ok(error instanceof ConfigError);
    return error.problems.find(({ path }) => path === 'maxPeers')?.message;
  };

  it('tells problems by the library’s own sentences in English', async () => {
    assert.match((await problemOf(parseEndpointConfig(wrong))) ?? '', /expected number/);
  });

  it('tells them in German where VS Code is German, of any region', async () => {
    workbenchState.state.language = 'de-at';
    assert.match((await problemOf(parseEndpointConfig(wrong))) ?? '', /erwartet/);
    assert.match((await problemOf(parseSavedEndpoint(wrong))) ?? '', /erwartet/);
  });
});
