import assert from 'node:assert/strict';
import { parseAvfoundation, parseDshow } from '../../../../src/camera/ffmpeg/deviceLists.ts';

const onMac = `[AVFoundation indev @ 0x7fb7c2f04a40] AVFoundation video devices:
[AVFoundation indev @ 0x7fb7c2f04a40] [0] FaceTime HD Camera
[AVFoundation indev @ 0x7fb7c2f04a40] [1] Camera [2] of a phone
[AVFoundation indev @ 0x7fb7c2f04a40] [2] Capture screen 0
[AVFoundation indev @ 0x7fb7c2f04a40] AVFoundation audio devices:
[AVFoundation indev @ 0x7fb7c2f04a40] [0] MacBook Pro Microphone
: Input/output error
`;

const onWindows = String.raw`[dshow @ 000001f7] "Integrated Camera" (video)
[dshow @ 000001f7]   Alternative name "@device_pnp_\\?\usb#vid_04f2&pid_b6d0&mi_00#6&1#{65e8773d-8f56-11d0-a3b9-00a0c9223196}\global"
[in#0 @ 000001f7] "OBS Virtual Camera" (none)
[in#0 @ 000001f7]   Alternative name "@device_sw_{860BB310}\{A3FCE0F5}"
[dshow @ 000001f7] "Microphone (Realtek(R) Audio)" (audio)
[dshow @ 000001f7]   Alternative name "@device_cm_{33D9A762}\wave_{1}"
dummy: Immediate exit requested
`;

const onOldWindows = `[dshow @ 0000] DirectShow video devices (some may be both video and audio devices)\r
[dshow @ 0000]  "USB Camera"\r
[dshow @ 0000]     Alternative name "@device_pnp_1"\r
[dshow @ 0000]  "Second: Camera"\r
[dshow @ 0000] DirectShow audio devices\r
[dshow @ 0000]  "Microphone"\r
[dshow @ 0000]     Alternative name "@device_cm_1"\r
`;

describe('the devices listed by ffmpeg', () => {
  it('are cameras and screens by number on macOS', () =>
    assert.deepEqual(
      parseAvfoundation(onMac).map(({ kind, name, target }) => [kind, name, target]),
      [
        ['camera', 'FaceTime HD Camera', '0:none'],
        ['camera', 'Camera [2] of a phone', '1:none'],
        ['screen', 'Capture screen 0', '2:none'],
      ],
    ));

  it('are cameras on Windows, by name if that is unique', () => {
    const named = (list: string) => parseDshow(list).map(({ name, target }) => [name, target]);
    assert.deepEqual(named(onWindows), [
      [
        'Integrated Camera',
        String.raw`video=@device_pnp_\\?\usb#vid_04f2&pid_b6d0&mi_00#6&1#{65e8773d-8f56-11d0-a3b9-00a0c9223196}\global`,
      ],
      ['OBS Virtual Camera', String.raw`video=@device_sw_{860BB310}\{A3FCE0F5}`],
    ]);
    assert.deepEqual(named(onOldWindows), [
      ['USB Camera', 'video=@device_pnp_1'],
      ['Second: Camera', 'video=Second: Camera'],
    ]);
    assert.deepEqual(named('nothing'), []);
  });
});
