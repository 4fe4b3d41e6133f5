/** A fake `MediaRecorder` whose events a test fires. */

interface RecorderOptions {
  readonly mimeType: string;
  readonly videoBitsPerSecond: number;
}

export class FakeMediaRecorder extends EventTarget {
  static supported: readonly string[] = [];
  static #last: FakeMediaRecorder | undefined;

  static isTypeSupported(type: string): boolean {
    return FakeMediaRecorder.supported.includes(type);
  }

  /** Returns the most recently created recorder. */
  static last(): FakeMediaRecorder {
    if (!FakeMediaRecorder.#last) throw new Error('no recorder was created');
    return FakeMediaRecorder.#last;
  }

  static canvas(width: number, height: number): HTMLCanvasElement {
    const tracks = [{ isStopped: false }, { isStopped: false }].map(track => ({
      ...track,
      stop() {
        this.isStopped = true;
      },
    }));
    return { width, height, captureStream: () => ({ getTracks: () => tracks }) } as unknown as HTMLCanvasElement;
  }

  readonly stream: { getTracks(): { readonly isStopped: boolean }[] };
  readonly options: RecorderOptions;
  state: 'inactive' | 'recording' = 'inactive';
  stops = 0;

  constructor(stream: FakeMediaRecorder['stream'], options: RecorderOptions) {
    super();
    this.stream = stream;
    this.options = options;
    FakeMediaRecorder.#last = this;
  }

  get tracks(): { readonly isStopped: boolean }[] {
    return this.stream.getTracks();
  }

  start(): void {
    this.state = 'recording';
  }

  stop(): void {
    this.stops++;
    this.state = 'inactive';
  }

  /** Delivers a blob that claims this many bytes and holds only the first few, so that large recordings cost nothing. */
  gives(size: number): void {
    const data = { size, arrayBuffer: async () => new ArrayBuffer(Math.min(size, 16)) };
    this.dispatchEvent(Object.assign(new Event('dataavailable'), { data }));
  }

  ends(): void {
    this.state = 'inactive';
    this.dispatchEvent(new Event('stop'));
  }

  fails(error: Error): void {
    this.state = 'inactive';
    this.dispatchEvent(Object.assign(new Event('error'), { error }));
  }
}

/** Installs it for the tests of the calling suite. */
export function withMediaRecorder(): void {
  beforeEach(() => {
    FakeMediaRecorder.supported = ['video/webm;codecs=vp9', 'video/webm;codecs=vp8', 'video/webm'];
    Object.assign(globalThis, { MediaRecorder: FakeMediaRecorder });
  });

  afterEach(() => {
    Reflect.deleteProperty(globalThis, 'MediaRecorder');
  });
}
