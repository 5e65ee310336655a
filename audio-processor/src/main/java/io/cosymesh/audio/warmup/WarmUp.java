package io.cosymesh.audio.warmup;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.cosymesh.audio.admission.Workbench;
import io.cosymesh.audio.confinement.Ffmpeg;
import io.cosymesh.audio.encode.SpeechEncoder;
import io.cosymesh.audio.intake.Spool;
import io.cosymesh.audio.prepare.PromptPreparation;
import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.contracts.audio.AudioFormat;
import io.cosymesh.contracts.audio.PreparedPrompt;

/**
 * Encodes a humming clip and prepares it as a prompt before the service is ready: classes
 * are loaded and compiled, and ffmpeg's libraries in memory, when somebody comes. What
 * fails here is told and never keeps the service from starting.
 */
@Component
class WarmUp implements ApplicationRunner {

	private static final Logger log = LoggerFactory.getLogger(WarmUp.class);

	private static final int ROUNDS = 2;

	private static final Duration LONGEST = Duration.ofSeconds(20);

	private static final double SECONDS = 3;

	private static final double PITCH_HZ = 140;

	private static final int HARMONICS = 20;

	private static final double SYLLABLES_PER_SECOND = 4;

	private final SpeechEncoder encoder;

	private final Spool spool;

	private final Workbench workbench;

	private final PromptPreparation preparation;

	private final AudioFormat format;

	WarmUp(SpeechEncoder encoder, Spool spool, Workbench workbench, PromptPreparation preparation, Ffmpeg ffmpeg) {
		this.encoder = encoder;
		this.spool = spool;
		this.workbench = workbench;
		this.preparation = preparation;
		this.format = ffmpeg.missing().isEmpty() ? AudioFormat.FLAC : AudioFormat.WAV;
	}

	@Override
	public void run(ApplicationArguments arguments) {
		long start = System.nanoTime();
		byte[] clip = clip();
		Flux.range(0, ROUNDS)
			.concatMap((_) -> prepared(clip))
			.then()
			.timeout(LONGEST)
			.doOnSuccess((_) -> log.info("event=warmed-up format={} millis={}", this.format,
					Duration.ofNanos(System.nanoTime() - start).toMillis()))
			.onErrorResume((error) -> {
				log.warn("event=warm-up-failed reason={}", error.toString());
				return Mono.empty();
			})
			.block();
	}

	private Mono<PreparedPrompt> prepared(byte[] clip) {
		DataBufferFactory buffers = DefaultDataBufferFactory.sharedInstance;
		Flux<DataBuffer> recording = this.encoder.encode(this.format, PcmFormat.SAMPLE_RATE,
				Flux.just(buffers.wrap(clip.clone())), buffers);
		return this.spool.receive(recording,
				(file) -> this.workbench.compute(() -> file.use(this.preparation::prepare)));
	}

	private static byte[] clip() {
		int samples = (int) (SECONDS * PcmFormat.SAMPLE_RATE);
		ByteBuffer pcm = ByteBuffer.allocate(samples * PcmFormat.BYTES_PER_SAMPLE).order(ByteOrder.LITTLE_ENDIAN);
		for (int i = 0; i < samples; i++) {
			double cycle = 2 * Math.PI * i / PcmFormat.SAMPLE_RATE;
			double wave = 0;
			for (int harmonic = 1; harmonic <= HARMONICS; harmonic++) {
				wave += Math.sin(harmonic * PITCH_HZ * cycle) / harmonic;
			}
			double syllable = 0.55 - 0.45 * Math.cos(SYLLABLES_PER_SECOND * cycle);
			pcm.putShort((short) (8_000 * syllable * wave));
		}
		return pcm.array();
	}

}
