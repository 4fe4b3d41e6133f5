/** What tests of endpoints need: an engine of this process, and bare sockets as the other side. */
import { BareSockets } from './bareSockets.ts';
import { EngineEndpoints } from './engineEndpoints.ts';

export class EndpointTests {
  endpoints!: EngineEndpoints;
  readonly bare = new BareSockets();

  /** Begins and ends with each test of the suite that it is made in. */
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
