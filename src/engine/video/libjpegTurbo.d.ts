/** Types for the parts we use of libjpeg-turbo as WebAssembly, which comes without types. */
declare module '@cornerstonejs/codec-libjpeg-turbo-8bit/wasmjs' {
  interface FrameInfo {
    readonly width: number;
    readonly height: number;
    readonly bitsPerSample: number;
    /** 1 is gray, 3 is RGB. */
    readonly componentCount: number;
    readonly isSigned: boolean;
  }

  /** Throws a number on failure. Its buffers are views of its memory, valid until the next call. */
  interface JpegEncoder {
    setQuality(quality: number): void;
    setProgressive(isProgressive: boolean): void;
    /** As in libjpeg-turbo's TJSAMP: 0 is 4:4:4, 1 is 4:2:2, 2 is 4:2:0. */
    setSubSampling(subSampling: number): void;
    getDecodedBuffer(frame: FrameInfo): Uint8ClampedArray;
    encode(): void;
    getEncodedBuffer(): Uint8ClampedArray;
  }

  interface JpegDecoder {
    getEncodedBuffer(sizeBytes: number): Uint8ClampedArray;
    decode(): void;
    getFrameInfo(): FrameInfo;
    getDecodedBuffer(): Uint8ClampedArray;
  }

  interface Codec {
    readonly JPEGEncoder: new () => JpegEncoder;
    readonly JPEGDecoder: new () => JpegDecoder;
  }

  export default function create(options: { readonly wasmBinary: Uint8Array }): Promise<Codec>;
}
