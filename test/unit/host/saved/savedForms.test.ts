import assert from 'node:assert/strict';
import { EventEmitter, type Memento } from 'vscode';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import type { EndpointSnapshot } from '../../../../src/core/endpointSnapshot.ts';
import { type SavedEndpoint, SavedEndpoints } from '../../../../src/host/saved/savedEndpoints.ts';
import { SavedForms } from '../../../../src/host/saved/savedForms.ts';
import { readScope } from '../../../../src/host/saved/savedScopes.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { type FakeEndpoints, fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { fakeMemento } from '../../../support/fakeMemento.ts';
import { settings } from '../../../support/fakeVscode/configuration.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';

describe('the form of a saved endpoint', () => {
  freshVscode();

  const key = 'portside.endpoints';
  const server = { kind: 'tcp-server', address: ':9', name: 'mine' } as const;
  const entry = { ...server, autoStart: true, color: 'red' };
  let done: string[];
  let isOpen: boolean;
  let closed: EventEmitter<string>;
  let saved: SavedEndpoints;
  let endpoints: FakeEndpoints;
  let memory: Memento;
  /** State stored by the endpoint's panel. */
  let kept: string | undefined;
  let forms: SavedForms;

  beforeEach(() => {
    done = [];
    isOpen = true;
    closed = new EventEmitter();
    memory = fakeMemento();
    kept = undefined;
    settings.set(key, [{ ...server, name: 'other' }, entry]);
    saved = new SavedEndpoints();
    endpoints = fakeEndpoints([], {
      add: async config => {
        endpoints.list(...endpoints.all, endpointSnapshot('e', 0, { config, state: 'closed' }));
        return 'e';
      },
      remove: async id => {
        done.push(`remove ${id}`);
        kept = undefined;
      },
      keepPanel: async (_id, state) => {
        kept = state;
      },
      panelState: () => kept,
    });
    forms = formsOfWindow();
  });
  afterEach(() => {
    forms.dispose();
    saved.dispose();
  });

  const formsOfWindow = () => {
    const panels = {
      edit: (id: string) => void done.push(`edit ${id}`),
      isOpen: () => isOpen,
      onDidChangeVisible: closed.event,
    };
    const made = new SavedForms(endpoints, saved, memory);
    made.showIn(panels);
    return made;
  };
  /** Reloads the window, in which the endpoint is restored with additional state. */
  const reload = async (more: Partial<EndpointSnapshot> = {}) => {
    forms.dispose();
    done = [];
    forms = formsOfWindow();
    endpoints.change({ ...endpoints.find('e'), ...more });
    await new Promise(setImmediate);
  };
  const edit = async () => {
    const found = (await saved.all()).find(({ label }) => label === 'mine') as SavedEndpoint & {
      config: EndpointConfig;
    };
    await forms.edit(found);
  };
  const apply = async (config: EndpointConfig, state: 'closed' | 'opening' = 'closed') => {
    endpoints.change(endpointSnapshot('e', 0, { config, state }));
    await new Promise(setImmediate);
  };
  const written = () => (readScope({ type: 'user' }) as object[])[1];

  it('shows it as a closed endpoint, once', async () => {
    await edit();
    await edit();
    assert.deepEqual(
      endpoints.all.map(({ config, state }) => `${config.name} ${state}`),
      ['mine closed'],
    );
    assert.deepEqual(done, ['edit e', 'edit e']);
  });

  it('saves what is applied, repeatedly, and keeps keys that the form doesn’t know', async () => {
    await edit();
    const { config } = endpoints.find('e');
    await apply(config);
    assert.deepEqual(written(), entry, 'nothing changed');
    await apply({ ...config, greeting: 'hi' });
    assert.deepEqual(written(), { ...entry, version: 1, greeting: 'hi' });
    await apply({ ...config, name: 'renamed' });
    assert.deepEqual(written(), { ...entry, version: 1, name: 'renamed' });
  });

  it('opens even if another version stored something else', async () => {
    forms.dispose();
    await memory.update('portside.savedForms', 7);
    forms = formsOfWindow();
    await edit();
    assert.deepEqual(done, ['edit e']);
  });

  it('no longer saves once it was started', async () => {
    await edit();
    await apply({ ...server, greeting: 'first' }, 'opening');
    await apply({ ...server, greeting: 'second' });
    assert.deepEqual(written(), { ...entry, version: 1, greeting: 'first' });
    isOpen = false;
    closed.fire('e');
    assert.deepEqual(done, ['edit e'], 'what was started stays');
  });

  it('saves a config passed to it once, before the endpoint has it', async () => {
    await edit();
    const config = { ...endpoints.find('e').config, greeting: 'hi' };
    await (await forms.saverOf('e'))(config);
    assert.deepEqual(written(), { ...entry, version: 1, greeting: 'hi' });
    settings.set(key, []);
    await apply(config);
    assert.equal(questions.open.length, 0, 'it would report that it no longer exists');
  });

  it('saves on retry what couldn’t be saved', async () => {
    await edit();
    const config = { ...endpoints.find('e').config, greeting: 'hi' };
    const before = readScope({ type: 'user' });
    settings.set(key, []);
    const save = await forms.saverOf('e');
    await assert.rejects(save(config), /was changed in the settings in the meantime/);
    settings.set(key, before);
    await save(config);
    assert.deepEqual(written(), { ...entry, version: 1, greeting: 'hi' });
  });

  it('has a place, as does a listed endpoint of the same name', async () => {
    assert.equal(await forms.placeOf('e'), undefined);
    await edit();
    assert.deepEqual(await forms.placeOf('e'), { place: 'user settings', isOnlyEdited: true });
    await apply(endpoints.find('e').config, 'opening');
    assert.deepEqual(await forms.placeOf('e'), { place: 'user settings', isOnlyEdited: false });
    settings.set(key, []);
    assert.equal(await forms.placeOf('e'), undefined);
    await assert.rejects(forms.saverOf('e'), /^RangeError: The saved endpoint was removed in the meantime\.$/);
  });

  it('saves a listed endpoint where it was before it was renamed', async () => {
    await edit();
    await apply(endpoints.find('e').config, 'opening');
    const save = await forms.saverOf('e');
    await apply({ ...server, name: 'renamed' }, 'opening');
    await save({ ...server, name: 'renamed' });
    assert.deepEqual(written(), { ...entry, version: 1, name: 'renamed' });
  });

  it('reports when an endpoint is saved elsewhere, or no longer only edited', async () => {
    let reported = 0;
    forms.onDidChangePlaces(() => reported++);
    await edit();
    assert.equal(reported, 1);
    await apply(endpoints.find('e').config, 'opening');
    assert.equal(reported, 2);
    settings.set(key, []);
    assert.equal(reported, 3);
  });

  it('reports if the settings were changed meanwhile', async () => {
    await edit();
    settings.set(key, []);
    await apply({ ...server, greeting: 'hi' });
    await questions.question('was changed in the settings in the meantime', 'notification');
  });

  it('removes the endpoint from the list again with its panel', async () => {
    await edit();
    closed.fire('e');
    closed.fire('other');
    assert.deepEqual(done, ['edit e'], 'it is only hidden');
    isOpen = false;
    closed.fire('e');
    assert.deepEqual(done, ['edit e', 'remove e']);
  });

  it('continues in the next window, until that removes the endpoint from the list', async () => {
    await edit();
    await apply({ ...server, greeting: 'first' });
    await reload();
    assert.ok(forms.isEditing('e'));
    await apply({ ...server, greeting: 'second' });
    assert.deepEqual(written(), { ...entry, version: 1, greeting: 'second' });
    isOpen = false;
    closed.fire('e');
    assert.deepEqual(done, ['remove e']);
    await reload();
    assert.ok(!forms.isEditing('e'));
  });

  it('continues in the next window even if VS Code forgot it', async () => {
    await edit();
    memory = fakeMemento();
    kept = JSON.stringify({ ...JSON.parse(kept ?? '{}'), draft: 'hi' });
    await reload();
    assert.ok(forms.isEditing('e'));
    forms.dispose();
    kept = JSON.stringify({ draft: 'hi' });
    memory = fakeMemento();
    await reload();
    assert.ok(!forms.isEditing('e'), 'it is an ordinary endpoint');
  });

  for (const [what, more] of [
    ['was started', { entries: 1 }],
    ['is open', { state: 'open' }],
    ['differs from the saved one', { config: { ...server, greeting: 'old' } }],
  ] as [string, Partial<EndpointSnapshot>][])
    it(`doesn’t continue in the next window for an endpoint that ${what}`, async () => {
      await edit();
      await reload(more);
      assert.ok(!forms.isEditing('e'));
      await apply({ ...server, greeting: 'hi' });
      assert.deepEqual(written(), entry);
    });

  it('continues for an endpoint that was removed and restored', async () => {
    await edit();
    const endpoint = endpoints.find('e');
    endpoints.list();
    isOpen = false;
    closed.fire('e');
    endpoints.list(endpoint);
    await apply({ ...endpoint.config, greeting: 'hi' });
    assert.deepEqual(written(), { ...entry, version: 1, greeting: 'hi' });
  });

  it('belongs to another endpoint if the first was removed', async () => {
    await edit();
    endpoints.list();
    await edit();
    assert.equal(endpoints.all.length, 1);
  });
});
