/** Servers of the camera page with placeholder files. They are disposed of after each test. */
import { writeFile } from 'node:fs/promises';
import { CameraServer, type CameraServerOptions } from '../../src/camera/cameraServer.ts';
import { phraseText } from '../../src/core/phrase.ts';
import { type TemporaryFolder, temporaryFolder } from './temporaryFolder.ts';

export interface CameraServers {
  /** The folder with the page's files. */
  readonly folder: TemporaryFolder;
  /** Ports that the servers of a test have stored. */
  ports: readonly unknown[];
  /** By default, a page that disconnects has 20 s to come back. */
  create(options?: Partial<CameraServerOptions>): CameraServer;
}

/** Sets up and cleans up for each test of the calling suite. */
export function cameraServers(): CameraServers {
  const folder = temporaryFolder();
  const open: CameraServer[] = [];
  const servers: CameraServers = {
    folder,
    ports: [],
    create(options = {}) {
      const set = (ports: readonly number[]) => {
        servers.ports = ports;
      };
      const server = new CameraServer({
        assets: folder.path,
        icon: folder.at('icon.svg'),
        ports: { get: () => servers.ports, set },
        page: { language: 'en' },
        translate: phrase => phraseText(phrase),
        lingerMs: 20_000,
        ...options,
      });
      open.push(server);
      return server;
    },
  };
  beforeEach(async () => {
    servers.ports = [];
    await writeFile(folder.at('cameraPage.js'), 'the script');
    await writeFile(folder.at('cameraPage.css'), 'the style');
    await writeFile(folder.at('icon.svg'), '<svg/>');
  });
  afterEach(() => {
    for (const server of open.splice(0)) server.dispose();
  });
  return servers;
}
