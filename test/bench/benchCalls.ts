/** The calls between the bench and the extension host that it measures. */

export interface BenchCalls {
  /** Activates the extension and returns how long that took, in ms. */
  activate(): Promise<number>;
  /** Opens an endpoint and returns its port. */
  open(id: string, config: object): Promise<number>;
  /** Resolves when the endpoint has received this many bytes or frames. */
  received(id: string, counter: 'bytesIn' | 'framesIn', count: number): Promise<void>;
  counters(id: string): Promise<{ bytesIn: number; framesIn: number; peers: number }>;
  /** Resolves when this many peers are connected. */
  connected(id: string, peers: number): Promise<void>;
  openPanel(id: string): Promise<void>;
  openFile(path: string): Promise<void>;
  exportRaw(id: string, path: string): Promise<void>;
  remove(id: string): Promise<void>;
  /** Starts measuring the event loop's delay. */
  watchDelay(): Promise<void>;
  /** Stops measuring and returns the 99th percentile, in ms. */
  delayP99(): Promise<number>;
  /** Sends a file or folder to the endpoint's only peer. Resolves when the transfer has ended. */
  sendFile(id: string, path: string, options: { mode: 'raw' | 'framed'; endAfter?: boolean }): Promise<void>;
  /** Sends the test pattern to every peer that connects. */
  sendPattern(id: string, options: { width: number; height: number; fps: number }): Promise<void>;
  /** Shows what the endpoint's only peer sends as video. */
  showVideo(id: string): Promise<void>;
  /** Returns the resident memory of the extension host's process, in bytes. */
  memory(): Promise<number>;
  /** Starts sampling that memory. */
  watchMemory(): Promise<void>;
  /** Stops sampling and returns the largest sample. */
  memoryPeak(): Promise<number>;
  quit(): Promise<void>;
}

/** Name of the file in the open folder with the port on which the bench listens for the host. */
export const portFile = 'bench-port';
