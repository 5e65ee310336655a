package io.cosymesh.audio.decode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.cosymesh.audio.acceptance.RecordingLimits;
import io.cosymesh.audio.acceptance.RecordingRefusedException;
import io.cosymesh.audio.acceptance.Refusal;
import io.cosymesh.audio.confinement.CodecProcess;
import io.cosymesh.audio.confinement.Confinement;
import io.cosymesh.audio.confinement.Ffmpeg;
import io.cosymesh.audio.confinement.OutputFiles;

/**
 * Decodes with ffmpeg, file to file: a pipe gives no samples of an M4A and no error
 * either, and files let the kernel cap what is written.
 */
final class CodecDecoder {

	private static final Logger log = LoggerFactory.getLogger(CodecDecoder.class);

	private static final Duration GRACE = Duration.ofSeconds(3);

	/** Exit codes of {@code timeout}: its own, and that of a child it had to kill. */
	private static final int TIMED_OUT = 124;

	private static final int KILLED = 137;

	private static final double TOLERANCE_SECONDS = 0.5;

	/** Audio only: the pictures of a phone's video are never decoded. */
	private static final String CODECS = String.join(",", "aac", "alac", "amrnb", "amrwb", "flac", "mp2", "mp2float",
			"mp3", "mp3float", "opus", "libopus", "vorbis", "libspeex", "speex", "adpcm_ima_qt", "adpcm_ima_wav",
			"adpcm_ms", "adpcm_yamaha", "g722", "g726", "gsm", "gsm_ms", "pcm_alaw", "pcm_mulaw", "pcm_u8", "pcm_s8",
			"pcm_s16le", "pcm_s16be", "pcm_s24le", "pcm_s24be", "pcm_s32le", "pcm_s32be", "pcm_f32le", "pcm_f32be",
			"pcm_f64le", "pcm_f64be");

	private final Ffmpeg ffmpeg;

	private final Confinement confinement;

	private final RecordingLimits limits;

	CodecDecoder(Ffmpeg ffmpeg, Confinement confinement, RecordingLimits limits) {
		this.ffmpeg = ffmpeg;
		this.confinement = confinement;
		this.limits = limits;
	}

	Recording decode(Path file, Container container) throws IOException, InterruptedException {
		List<String> missing = this.ffmpeg.missing();
		if (!missing.isEmpty()) {
			throw new RecordingRefusedException(new Refusal.DecoderMissing(container.title(), missing));
		}
		OutputFiles files = OutputFiles.nextTo(file);
		OptionalInt exitCode = run(file, container, files);
		CodecReport report = CodecReport.read(files.log());
		this.limits.checkChannels(report.channels());
		if (exitCode.isEmpty() || exitCode.getAsInt() != 0) {
			log.debug("event=undecodable container={} exit={}", container, exitCode);
			throw notAudio(undecodable(container, exitCode, report));
		}
		if (report.codec().filter("opus"::equals).isPresent()) {
			OpusHead.inputSampleRate(file).ifPresent(this.limits::checkSampleRate);
		}
		Recording recording = read(files.output(), container.demuxer() + "/" + report.codec().orElse("unknown"));
		checkDuration(recording, container, report);
		return recording;
	}

	private OptionalInt run(Path file, Container container, OutputFiles files)
			throws IOException, InterruptedException {
		try (CodecProcess process = this.ffmpeg.start(arguments(file, container), this.confinement, files)) {
			return process.await(this.confinement.wallClock().plus(GRACE));
		}
	}

	private static String undecodable(Container container, OptionalInt exitCode, CodecReport report) {
		boolean killed = exitCode.isEmpty() || exitCode.getAsInt() == TIMED_OUT || exitCode.getAsInt() == KILLED;
		if (killed) {
			return "decoding it as %s takes more time or memory than a recording needs".formatted(container.title());
		}
		if (report.codec().isPresent()) {
			return "its sound (%s in %s) can't be decoded".formatted(report.codec().get(), container.title());
		}
		return (report.video() ? "as %s it holds pictures and no sound" : "as %s it is damaged or holds no audio")
			.formatted(container.title());
	}

	private List<String> arguments(Path file, Container container) {
		String seconds = Long.toString(this.limits.decodedAtMost().toMillis()) + "ms";
		return List.of("-v", "info", "-threads", "1", "-protocol_whitelist", "file", "-format_whitelist",
				container.demuxer(), "-codec_whitelist", CODECS, "-f", container.demuxer(), "-t", seconds, "-i",
				"file:" + file.toAbsolutePath(), "-map", "0:a:0", "-vn", "-sn", "-dn", "-map_metadata", "-1", "-ac",
				"1", "-threads", "1", "-c:a", "pcm_f32le", "-bitexact", "-f", "wav", "pipe:1");
	}

	private Recording read(Path decoded, String container) throws IOException {
		try {
			WavFile wav = WavFile.parse(Files.readAllBytes(decoded));
			this.limits.checkSampleRate(wav.format().sampleRate());
			SampleEncoding encoding = wav.format().encoding().orElseThrow();
			float[] samples = wav.mono(encoding).orElseThrow(() -> notAudio("some of its samples are no numbers"));
			if (samples.length == 0) {
				throw notAudio("it holds no samples");
			}
			return new Recording(samples, Math.toIntExact(wav.format().sampleRate()), container);
		}
		catch (MalformedWavException _) {
			throw notAudio("it holds no samples");
		}
	}

	private void checkDuration(Recording recording, Container container, CodecReport report) {
		double declared = report.declaredSeconds().orElse(0);
		if (this.limits.exceeded(recording.seconds())) {
			boolean known = this.limits.exceeded(declared);
			throw new RecordingRefusedException(
					new Refusal.TooLong(known ? declared : this.limits.maxSeconds(), !known, this.limits.maxSeconds()));
		}
		boolean exact = container.exactAboutDuration() && !report.video();
		if (exact && recording.seconds() + TOLERANCE_SECONDS < declared) {
			throw new RecordingRefusedException(new Refusal.BreaksOff(recording.seconds(), declared));
		}
	}

	private static RecordingRefusedException notAudio(String reason) {
		return new RecordingRefusedException(new Refusal.NotAudio(reason));
	}

}
