/** Setup for tests of endpoints: an engine in this process, and bare sockets as peers. */
import { BareSockets } from './bareSockets.ts';
import { EngineEndpoints } from './engineEndpoints.ts';

export class EndpointTests {
  endpoints!: EngineEndpoints;
  readonly bare = new BareSockets();

  /** Sets up and cleans up for each test of the suite that creates it. */
  constructor() {
    beforeEach(() => {
      this.endpoints = new EngineEndpoints();
    });
    afterEach(async () => {
      this.bare.close();
      await this.endpoints.dispose();
    });
  }

  get engine(): EngineEndpoints['engine'] {
    return this.endpoints.engine;
  }
}
