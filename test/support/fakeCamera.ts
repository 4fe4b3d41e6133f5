/** Fakes the browser's cameras and screen for page modules that run in Node. Import `pageGlobals.ts` first, for its effect. */

/** Track of a camera or of a shared screen. */
export class FakeTrack extends EventTarget {
  readonly label: string;
  readonly #settings: MediaTrackSettings;
  isStopped = false;

  constructor(label: string, settings: MediaTrackSettings = {}) {
    super();
    this.label = label;
    this.#settings = settings;
  }

  getSettings(): MediaTrackSettings {
    return this.#settings;
  }

  stop(): void {
    this.isStopped = true;
  }

  /** Ends the track, as when the camera is unplugged or the user stops sharing. */
  ends(): void {
    this.dispatchEvent(new Event('ended'));
  }
}

type Give = (wish: unknown) => Promise<readonly FakeTrack[]>;

export class FakeCamera {
  /** Answers a page's request. It rejects if the browser or the user refuses. */
  giveCamera: Give = async () => [new FakeTrack('HD Webcam (046d:0825)', { deviceId: 'c1' })];
  giveScreen: Give = async () => [new FakeTrack('screen:0', { displaySurface: 'window' })];
  /** Constraints of all requests, in order. */
  readonly wishes: unknown[] = [];
  devices: readonly { kind: string; deviceId: string; label: string }[] = [];
  #paint: (() => void) | undefined;
  readonly #before = new Map<string, PropertyDescriptor | undefined>();

  /** Installs a new fake for each test of the calling suite. The returned function gives the current one. */
  static use(): () => FakeCamera {
    let camera: FakeCamera;
    beforeEach(() => {
      camera = new FakeCamera();
      camera.#install();
    });
    afterEach(() => camera.#remove());
    return () => camera;
  }

  /** True while a page waits for the next frame. */
  get isRead(): boolean {
    return this.#paint !== undefined;
  }

  /** Delivers the next frame. */
  frame(): void {
    const paint = this.#paint;
    this.#paint = undefined;
    paint?.();
  }

  #install(): void {
    const stream = async (give: Give, wish: unknown) => {
      this.wishes.push(wish);
      const tracks = await give(wish);
      return { getTracks: () => tracks, getVideoTracks: () => tracks.filter(({ label }) => label !== 'audio') };
    };
    this.#define('mediaDevices', navigator, {
      getUserMedia: (wish: unknown) => stream(this.giveCamera, wish),
      getDisplayMedia: (wish: unknown) => stream(this.giveScreen, wish),
      enumerateDevices: async () => this.devices,
    });
    this.#define('isSecureContext', globalThis, true);
    this.#define('OffscreenCanvas', globalThis, FakeCanvas);
    this.#define('MediaStream', globalThis, class {});
    this.#define('createElement', document, () => this.#video());
  }

  /** Creates a video element, from which a page reads frames if it can't read them from the track. */
  #video(): object {
    return Object.assign(new (HTMLVideoElement as new () => object)(), {
      videoWidth: 640,
      videoHeight: 480,
      requestVideoFrameCallback: (paint: () => void) => {
        this.#paint = paint;
      },
      play: async () => undefined,
    });
  }

  #define(name: string, target: object, value: unknown): void {
    this.#before.set(name, Object.getOwnPropertyDescriptor(target, name));
    Object.defineProperty(target, name, { value, configurable: true, writable: true });
  }

  #remove(): void {
    const targets: Record<string, object> = { mediaDevices: navigator, createElement: document };
    for (const [name, before] of this.#before) {
      const target = targets[name] ?? globalThis;
      if (before) Object.defineProperty(target, name, before);
      else Reflect.deleteProperty(target, name);
    }
  }
}

/** Its pictures have the requested size and are gray. */
class FakeCanvas {
  readonly #pixels: number;

  constructor(width: number, height: number) {
    this.#pixels = width * height;
  }

  getContext(): object {
    return {
      fillRect: () => undefined,
      drawImage: () => undefined,
      getImageData: () => ({ data: new Uint8ClampedArray(4 * this.#pixels).fill(128) }),
    };
  }

  async convertToBlob({ quality }: { quality: number }): Promise<Blob> {
    return new Blob([Uint8Array.of(Math.round(quality * 100))]);
  }
}
