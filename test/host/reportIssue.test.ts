/** *Report Issue…*: the report that VS Code shows. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { portOf, seen, textSeen } from '../support/openEndpoint.ts';
import { asOpenEndpoint, portside } from './apiEndpoints.ts';

describe('an issue report', function () {
  this.timeout(60_000);

  afterEach(async () => {
    await Promise.all((await portside()).endpoints.map(one => one.remove()));
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  async function report(): Promise<string> {
    await vscode.commands.executeCommand('portside.reportIssue');
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.isUntitled, true);
    assert.equal(document.languageId, 'markdown');
    return document.getText();
  }

  it('contains versions, open endpoints and the log, and nothing private', async () => {
    const server = await (await portside()).open({
      kind: 'tcp-server',
      address: ':0',
      name: 'Bletchley',
      reply: 'echo',
    });
    const driven = asOpenEndpoint(server);
    const client = connect(portOf(driven), '127.0.0.1');
    client.write('enigma');
    await once(client, 'data');
    await textSeen(driven, 'out', 'enigma');
    // The report uses the host's last announced state, which may be older than the engine's answer.
    await seen(driven, () => (driven.counters.peers === 1 ? true : undefined));
    const path = join(homedir(), 'colossus');
    await assert.rejects(async () =>
      vscode.commands.executeCommand('portside.send', { endpoint: path, data: 'ultra' }),
    );
    await assert.rejects(async () =>
      vscode.commands.executeCommand('portside.startTcpServer', { address: `127.0.0.1:${portOf(driven)}` }),
    );
    const text = await report();
    const { version } = vscode.extensions.getExtension('portside.portside')?.packageJSON ?? {};
    assert.ok(text.includes(`| portside | ${version} |`), text);
    assert.ok(text.includes(`| vscode | ${vscode.version} |`), text);
    assert.match(
      text,
      /\| 1 \| tcp-server \| open \| none \| utf8 \| (?:version )?kind address name reply \| 1 \| \d+ \|/,
    );
    assert.match(text, /## Settings that differ from their defaults\n\n/);
    assert.match(text, /info engineStarted start=\d+\n/);
    assert.match(text, /error commandFailed command=portside\.startTcpServer error="?SocketError EADDRINUSE/);
    assert.match(text, /info endpoint kind=tcp-server was=opening is=open\n/);
    // Lines and columns of frames aren't ports.
    const withoutFrames = text.replaceAll(/js:\d+:\d+/g, '');
    const secrets = [homedir(), 'Bletchley', 'enigma', 'ultra', 'colossus', '127.0.0.1', server.id];
    for (const secret of [...secrets, portOf(driven), client.localPort])
      assert.ok(!withoutFrames.includes(`${secret}`), `${secret} is in the report:\n${text}`);
    client.destroy();
  });
});
