import assert from 'node:assert/strict';
import { EventEmitter } from 'vscode';
import type { VideoSnapshot } from '../../../../src/core/video/video.ts';
import { watchPaletteContext } from '../../../../src/host/commands/paletteContext.ts';
import { SavedEndpoints } from '../../../../src/host/saved/savedEndpoints.ts';
import type { Videos } from '../../../../src/host/video/videos.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { settings } from '../../../support/fakeVscode/configuration.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';

describe('the palette’s context keys', () => {
  freshVscode();

  const config = { kind: 'tcp-client', address: '127.0.0.1:9' } as const;
  const failure = { code: 'ECONNREFUSED', params: { operation: 'connect', address: 'tcp://127.0.0.1:9' } } as const;
  let seen: number;
  const reported = () => {
    const updates = workbenchState.done.shown.slice(seen).map(({ args: [key, is] }) => `${key} ${is}`);
    seen = workbenchState.done.shown.length;
    return updates.map(one => one.replace('portside.has', ''));
  };

  it('are reported when they change, and only then', () => {
    seen = 0;
    const endpoints = fakeEndpoints();
    const saved = new SavedEndpoints();
    const changed = new EventEmitter<readonly VideoSnapshot[]>();
    const videos = { known: [] as object[], onDidChange: changed.event };
    const watching = watchPaletteContext(endpoints, saved, videos as unknown as Videos);
    endpoints.list();
    assert.deepEqual(reported(), []);
    endpoints.list(endpointSnapshot('a', 0, { state: 'opening' }));
    assert.deepEqual(reported(), ['Endpoints true', 'Running true']);
    endpoints.change(endpointSnapshot('a', 2));
    assert.deepEqual(reported(), ['Peers true']);
    endpoints.change(endpointSnapshot('a', 0, { config, state: 'failed', failure }));
    assert.deepEqual(reported(), ['Running false', 'Closed true', 'Peers false', 'FailedClient true']);
    endpoints.list();
    assert.deepEqual(reported(), ['Endpoints false', 'Closed false', 'FailedClient false']);
    settings.set('portside.endpoints', [config]);
    assert.deepEqual(reported(), ['Saved true']);
    for (const [state, updates] of [
      ['waiting', ['Video true']],
      ['ended', ['Video false']],
    ] as const) {
      videos.known = [{ state }];
      changed.fire([]);
      assert.deepEqual(reported(), updates);
    }
    watching.dispose();
    saved.dispose();
  });

  it('include saved items from the start', () => {
    seen = 0;
    settings.set('portside.endpoints', [config]);
    const saved = new SavedEndpoints();
    const videos = { known: [], onDidChange: new EventEmitter<readonly VideoSnapshot[]>().event };
    watchPaletteContext(fakeEndpoints(), saved, videos as unknown as Videos).dispose();
    assert.deepEqual(reported(), ['Saved true']);
    saved.dispose();
  });
});
