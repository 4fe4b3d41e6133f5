/** Setup for tests of endpoints: an engine in this process, and bare sockets as peers. */
import assert from 'node:assert/strict';
import { allWaitingBytes } from '../../src/engine/transfer/waitingBytes.ts';
import { BareSockets } from './bareSockets.ts';
import { EngineEndpoints } from './engineEndpoints.ts';

export class EndpointTests {
  endpoints!: EngineEndpoints;
  readonly bare = new BareSockets();

  /** Sets up and cleans up for each test of the suite that creates it. */
  constructor() {
    let waitingBytes = 0;
    beforeEach(() => {
      waitingBytes = allWaitingBytes.bytes;
      this.endpoints = new EngineEndpoints();
    });
    afterEach(async () => {
      this.bare.close();
      await this.endpoints.dispose();
      assert.equal(allWaitingBytes.bytes, waitingBytes, 'no received bytes are counted any more');
    });
  }

  get engine(): EngineEndpoints['engine'] {
    return this.endpoints.engine;
  }
}
