import assert from 'node:assert/strict';
import type { Memento } from 'vscode';
import { VideoChoices } from '../../../../src/host/video/videoChoices.ts';

describe('the stored video format of an endpoint', () => {
  const camera = { kind: 'tcp-server', address: ':9999', name: 'camera' } as const;
  const other = { kind: 'tcp-server', address: ':9999' } as const;
  let kept: unknown;
  let choices: VideoChoices;

  beforeEach(() => {
    kept = undefined;
    const memory = {
      get: () => kept,
      update: async (_key: string, value: unknown) => {
        kept = structuredClone(value);
      },
    };
    choices = new VideoChoices(memory as unknown as Memento);
  });

  it('defaults to that of the tutorials’ programs', () => {
    const format = { codec: 'pickle', quality: 80, endian: 'little', width: 640, height: 480, fps: 30 };
    assert.deepEqual(choices.of(camera), { format });
  });

  it('is the last choice, for each endpoint', async () => {
    const { format } = choices.of(camera);
    const jpeg = { source: 'camera', format: { ...format, codec: 'jpeg', fps: 15 } } as const;
    await choices.choose(camera, { source: 'screen', format });
    await choices.choose(camera, jpeg);
    assert.deepEqual(choices.of(camera), jpeg);
    assert.deepEqual(choices.of(other), { format });
  });

  it('is stored for fifty endpoints', async () => {
    const { format } = choices.of(camera);
    await choices.choose(camera, { source: 'camera', format });
    for (let port = 0; port < 50; port++)
      await choices.choose({ ...other, address: `:${port}` }, { source: 'screen', format });
    assert.equal((kept as unknown[]).length, 50);
    assert.equal(choices.of(camera).source, undefined);
    assert.equal(choices.of({ ...other, address: ':49' }).source, 'screen');
  });

  it('starts over if something else is stored', () => {
    kept = [['camera', { format: { codec: 'theora' } }]];
    assert.equal(choices.of(camera).format.codec, 'pickle');
  });
});
