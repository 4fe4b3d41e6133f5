/**
 * Options that restrict ffmpeg to the file that the user chose. A file can refer to others: HLS and DASH playlists,
 * ffconcat, SDP, AviSynth scripts, or a name such as `a%d.bmp` that stands for a series. ffmpeg detects formats by
 * their content, so even `film.mp4` can be a playlist. Therefore only formats that contain their data are allowed, and
 * only the protocol for local files.
 */

const containers = 'mov matroska webm avi asf flv ogg nut mxf gxf wtv rm nsv swf';
const streams =
  'mpeg mpegts mpegvideo m4v h261 h263 h264 hevc vvc obu av1 ivf dv vc1 vc1test dirac cavsvideo dnxhd yuv4mpegpipe mjpeg mpjpeg flic roq';
const pictures =
  'gif apng bmp_pipe gif_pipe j2k_pipe jpeg_pipe jpegxl_pipe jpegxl_anim pam_pipe pbm_pipe pgm_pipe png_pipe ppm_pipe psd_pipe qoi_pipe tiff_pipe webp_pipe';

/** Names of demuxers; ffmpeg ignores unknown ones. */
const formats = [containers, streams, pictures].join(' ').split(' ');

/** Input options: they must precede `-i`. */
export const onlyThatFile: readonly string[] = ['-protocol_whitelist', 'file', '-format_whitelist', formats.join()];
