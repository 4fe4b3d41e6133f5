import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { changedSettings } from '../../../../src/client/diagnostics/issueReport.ts';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import { endpointRows } from '../../../../src/host/diagnostics/endpointRows.ts';
import type { Environment } from '../../../../src/host/diagnostics/environment.ts';
import { failureCalls, loggedCalls } from '../../../../src/host/diagnostics/pageLog.ts';
import { reportText } from '../../../../src/host/diagnostics/reportText.ts';
import type { Endpoints } from '../../../../src/host/endpoints/endpoints.ts';
import { warnOfUnknownKeys } from '../../../../src/host/endpoints/warnOfUnknownKeys.ts';
import { watchEndpoints } from '../../../../src/host/endpoints/watchEndpoints.ts';
import { EngineEndpoints } from '../../../support/engineEndpoints.ts';
import { portOf } from '../../../support/openEndpoint.ts';
import { root } from '../../../support/paths.ts';
import { watchedLog } from '../../../support/watchedLog.ts';

const environment: Environment = {
  portside: '1.2.3',
  vscode: '1.101.0',
  app: 'Visual Studio Code',
  appHost: 'desktop',
  ui: 'desktop',
  remote: 'none',
  runsIn: 'workspace',
  os: 'linux 6 x64',
  node: '22.1.0',
  language: 'en',
  isTrusted: true,
  folders: 1,
};

describe('a report', () => {
  const nothing = { records: [], errors: [], counts: new Map<string, number>() };

  it('has a section for what happened, the versions, and “None.” for empty sections', () => {
    const text = reportText({ environment, endpoints: [], settings: [], log: nothing });
    assert.match(text, /^# Portside issue report\n/);
    for (const title of ['What I did', 'What I expected', 'What happened instead'])
      assert.ok(text.includes(`## ${title}\n`));
    assert.match(text, /\| portside \| 1\.2\.3 \|\n\| vscode \| 1\.101\.0 \|/);
    assert.match(text, /## Endpoints\n\nNone\.\n/);
  });

  it('contains the lines of the log, and errors with their places', () => {
    const { log } = watchedLog(import.meta.dirname, () => 0);
    log.info('engineStarted', { start: 1 });
    log.error('engineStopped', { exitCode: 1, livedMs: 5 }, { error: new TypeError('secret') });
    const text = reportText({ environment, endpoints: [], settings: ['portside.endpoints: set'], log });
    assert.match(text, /- portside\.endpoints: set\n/);
    assert.match(text, /- engineStarted: 1\n- engineStopped: 1\n/);
    assert.match(
      text,
      /error engineStopped exitCode=1 livedMs=5 error=TypeError\n {4}at reportText\.test\.ts:\d+:\d+ in Context/,
    );
    assert.match(text, /1970-01-01T00:00:00\.000Z info engineStarted start=1\n/);
  });

  describe('of a run with private data everywhere', () => {
    let engine: EngineEndpoints;
    beforeEach(() => {
      engine = new EngineEndpoints();
    });
    afterEach(() => engine.dispose());

    /** The host's current endpoints, from the engine's snapshots. */
    async function hostEndpoints(): Promise<Endpoints> {
      const all = await engine.engine.snapshots();
      const event = (listener: () => void) => {
        listener();
        return { dispose: () => undefined };
      };
      return { all, has: () => true, onDidChange: event, onDidChangeList: event } as unknown as Endpoints;
    }

    it('contains none of it', async () => {
      const { log, lines } = watchedLog(root);
      const config = {
        kind: 'tcp-server',
        address: '127.0.0.1:0',
        name: 'Bletchley',
        'turing-key': 1,
      } as EndpointConfig;
      const server = await engine.open({ ...config, greeting: 'enigma', reply: 'echo' });
      const client = connect(portOf(server), '127.0.0.1');
      const [greeting] = await once(client, 'data');
      const ports = [portOf(server), client.localPort];
      const peer = `127.0.0.1:${client.localPort}`;
      const taken = await engine.open({ ...config, address: `127.0.0.1:${portOf(server)}` }).catch(error => error);
      log.error('commandFailed', { command: 'portside.startTcpServer' }, { error: taken });
      const refused = await server.send('ultra', { peer: 'p77' }).catch(error => error);
      log.error('commandFailed', { command: 'portside.send' }, { error: refused });
      const unreadable = await readFile(join(homedir(), 'colossus')).catch(error => error);
      log.error('hostRejection', {}, { error: unreadable });
      log.error('hostRejection', {}, { error: new TypeError(`${greeting} from ${peer} is no function`) });
      const page = loggedCalls(failureCalls(log, 'panel'), log);
      const stack = `Ultra: enigma ultra\n    at enigma (${join(homedir(), 'colossus.js')}:1:2)`;
      await page.reportFailure({ kind: 'rejection', name: 'Ultra', message: 'enigma ultra', stack });
      watchEndpoints(await hostEndpoints(), log);
      warnOfUnknownKeys(await hostEndpoints(), log);
      const settings = changedSettings({ 'portside.files.directory': { default: '' } }, () => join(homedir(), 'ultra'));
      const text = reportText({ environment, endpoints: endpointRows(await engine.engine.snapshots()), settings, log });
      client.destroy();

      const texts = [homedir(), 'Bletchley', 'turing', 'enigma', 'ultra', 'Ultra', 'colossus', '127.0.0.1', server.id];
      for (const secret of [...texts, ...ports.map(String)]) {
        assert.ok(lines.join('\n').includes(secret), `${secret} is not even in the log`);
        assert.ok(!text.includes(secret), `${secret} is in the report:\n${text}`);
      }
      assert.match(text, /error="SocketError EADDRINUSE < Error EADDRINUSE"/);
      assert.match(text, /pageFailed page=panel kind=rejection error=Error/);
      assert.match(text, /- portside\.files\.directory: set/);
    });
  });
});
