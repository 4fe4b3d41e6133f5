/** Opens a window whose extension host the bench controls. */
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { createRpc } from '../../src/protocol/rpc.ts';
import { startHostSuite } from '../support/extensionHost.ts';
import { jsonChannel } from '../support/jsonChannel.ts';
import { root } from '../support/paths.ts';
import { type BenchCalls, portFile } from './benchCalls.ts';

/** Time for the workbench to finish loading, so that this isn't measured. */
const startupMs = 5000;

export interface BenchSession {
  readonly host: BenchCalls;
  readonly page: Page;
  readonly browser: Browser;
  close(): Promise<void>;
}

/** Opens a window in which Portside is not active yet. */
export async function openSession(folder: string): Promise<BenchSession> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  await writeFile(join(folder, portFile), String((server.address() as AddressInfo).port));
  // Exactly one host connects to it.
  const connected = once(server, 'connection').finally(() => server.close()) as Promise<[Socket]>;
  const running = await startHostSuite({
    activatesWhenAsked: true,
    harness: join(root, 'test/host/harness'),
    suite: join(root, 'out/test/bench/index.cjs'),
    folder,
    log: 'bench-workbench.log',
  });
  const [socket] = await Promise.race([connected, running.ended.then(endedEarly)]);
  const host = createRpc<BenchCalls, object>({}, jsonChannel(socket));
  // Calls to a host that has ended fail instead of waiting forever.
  socket.once('close', () => host.$close(new Error('the extension host has ended')));
  await running.page.waitForTimeout(startupMs);
  return {
    host,
    page: running.page,
    browser: running.browser,
    async close() {
      await host.quit();
      await running.ended;
      await running.stop();
    },
  };
}

function endedEarly(code: number): never {
  throw new Error(
    `The suite in the extension host ended with ${code} before it connected: see out/bench-workbench.log.`,
  );
}
