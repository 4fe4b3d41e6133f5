import assert from 'node:assert/strict';
import { type Extension, ViewColumn } from 'vscode';
import type { CommandContext } from '../../../../src/host/commands/commandContext.ts';
import { reportIssue } from '../../../../src/host/commands/reportIssue.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { settings } from '../../../support/fakeVscode/configuration.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';
import { showTab } from '../../../support/showTab.ts';
import { watchedLog } from '../../../support/watchedLog.ts';

describe('an issue report', () => {
  freshVscode();

  const properties = { 'portside.reopenEndpoints': { default: 'ask', enum: ['ask', 'always'] } };
  async function report(bugs?: string, now?: () => Promise<never>): Promise<string> {
    const packageJSON = { version: '1.2.3', bugs, contributes: { configuration: { properties } } };
    const { log } = watchedLog();
    log.info('engineStarted', { start: 1 });
    const endpoints = fakeEndpoints([endpointSnapshot('e', 0)], now && { now });
    const extension = { packageJSON, extensionKind: 2 } as unknown as Extension<unknown>;
    await reportIssue({ endpoints, log, extension } as unknown as CommandContext);
    const [document] = workbenchState.done.shown.at(-1)?.args ?? [];
    return (document as { getText(): string }).getText();
  }

  it('contains versions, endpoints, settings and the log', async () => {
    settings.set('portside.reopenEndpoints', 'always');
    const text = await report();
    for (const part of ['1.2.3', 'tcp-server', 'portside.reopenEndpoints: always', 'engineStarted: 1'])
      assert.ok(text.includes(part), part);
    assert.deepEqual(questions.open, [], 'there is no tracker');
  });

  it('is created even if the engine doesn’t answer', async () => {
    assert.match(await report(undefined, () => new Promise(() => undefined)), /tcp-server/);
  });

  it('opens beside a panel, even if there is only one group', async () => {
    showTab();
    await report();
    const [, options] = workbenchState.done.shown.at(-1)?.args ?? [];
    assert.deepEqual(options, { preview: false, viewColumn: ViewColumn.Two });
  });

  it('offers the tracker from package.json, if any', async () => {
    await report('https://example.com/issues');
    await questions.question('Complete the report');
  });
});
