/** The calls between the bench and the extension host that it measures. */

export interface HostCalls {
  /** ms that the extension takes to activate. */
  activate(): Promise<number>;
  /** Opens an endpoint; its port. */
  open(id: string, config: object): Promise<number>;
  /** Resolves when the endpoint has received so many bytes or frames. */
  received(id: string, counter: 'bytesIn' | 'framesIn', count: number): Promise<void>;
  counters(id: string): Promise<{ bytesIn: number; framesIn: number; peers: number }>;
  /** Resolves when so many peers are connected. */
  connected(id: string, peers: number): Promise<void>;
  openPanel(id: string): Promise<void>;
  openFile(path: string): Promise<void>;
  exportRaw(id: string, path: string): Promise<void>;
  remove(id: string): Promise<void>;
  /** Begins to watch the event loop's delay. */
  watchDelay(): Promise<void>;
  /** Its 99th percentile since then, in ms. */
  delayP99(): Promise<number>;
  /** Sends a file or folder to the endpoint's only peer; resolves when the transfer has ended. */
  sendFile(id: string, path: string, options: { mode: 'raw' | 'framed'; endAfter?: boolean }): Promise<void>;
  /** Sends the test pattern to each that connects. */
  sendPattern(id: string, options: { width: number; height: number; fps: number }): Promise<void>;
  /** Takes what the endpoint's only peer sends as video. */
  showVideo(id: string): Promise<void>;
  /** Bytes that the extension host's process holds. */
  memory(): Promise<number>;
  /** Begins to watch them. */
  watchMemory(): Promise<void>;
  /** The most that it held since then. */
  memoryPeak(): Promise<number>;
  quit(): Promise<void>;
}

/** The file in the open folder that says on which port the bench listens for the host. */
export const portFile = 'bench-port';
