package io.cosymesh.audio.encode;

import java.util.ArrayList;
import java.util.List;

import io.cosymesh.contracts.audio.AudioFormat;

/**
 * A stream that a codec process writes: 16-bit mono in, encoded speech out.
 *
 * @param format format of the stream
 * @param sampleRate samples per second, in and out
 * @param output arguments of ffmpeg that make it
 */
record Codec(AudioFormat format, int sampleRate, List<String> output) {

	Codec {
		output = List.copyOf(output);
	}

	static Codec mp3(int sampleRate, int bitrate) {
		return new Codec(AudioFormat.MP3, sampleRate, List.of("-c:a", "libmp3lame", "-b:a", Integer.toString(bitrate),
				"-write_xing", "0", "-id3v2_version", "0", "-f", "mp3"));
	}

	static Codec opus(int sampleRate, int bitrate) {
		// A page per frame of 20 ms: by default a page gathers a second of speech.
		return new Codec(AudioFormat.OPUS, sampleRate, List.of("-c:a", "libopus", "-b:a", Integer.toString(bitrate),
				"-frame_duration", "20", "-page_duration", "20000", "-f", "ogg"));
	}

	static Codec flac(int sampleRate) {
		return new Codec(AudioFormat.FLAC, sampleRate, List.of("-c:a", "flac", "-sample_fmt", "s16", "-f", "flac"));
	}

	static Codec aac(int sampleRate, int bitrate) {
		return new Codec(AudioFormat.AAC, sampleRate,
				List.of("-c:a", "aac", "-b:a", Integer.toString(bitrate), "-f", "adts"));
	}

	List<String> arguments() {
		List<String> arguments = new ArrayList<>();
		// Without probesize ffmpeg holds two seconds of speech back before the first
		// frame leaves; nobuffer would do as well, but loses the first 40 ms.
		arguments.addAll(List.of("-v", "error", "-threads", "1", "-protocol_whitelist", "pipe", "-probesize", "32",
				"-analyzeduration", "0", "-f", "s16le", "-ar", Integer.toString(this.sampleRate), "-ac", "1", "-i",
				"pipe:0", "-threads", "1", "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact"));
		arguments.addAll(this.output);
		arguments.addAll(List.of("-flush_packets", "1", "pipe:1"));
		return arguments;
	}

}
