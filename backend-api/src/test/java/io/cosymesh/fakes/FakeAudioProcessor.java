package io.cosymesh.fakes;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

import io.cosymesh.contracts.AudioBytes;
import io.cosymesh.contracts.audio.AudioFormat;
import io.cosymesh.contracts.audio.AudioProcessor;
import io.cosymesh.contracts.audio.PreparedPrompt;
import io.cosymesh.contracts.audio.PromptAnalyzer;
import io.cosymesh.contracts.audio.PromptModel;
import io.cosymesh.contracts.audio.PromptPlot;
import io.cosymesh.contracts.audio.PromptReport;
import io.cosymesh.contracts.audio.VoiceFeatures;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * An audio-processor that takes any bytes for a prompt and puts a mark before the PCM it
 * encodes.
 */
@RestController
public class FakeAudioProcessor implements AudioProcessor, PromptAnalyzer {

	public static final VoiceFeatures FEATURES = new VoiceFeatures(186, 5, List.of(1.0, -1.0), 1.1, 12, 4, 8000);

	public static final PromptReport REPORT = new PromptReport("wav/pcm_s16le", 24_000, 4, 3.5, -20, -3, 40, 0,
			List.of(PromptReport.Advice.NOISY), List.of(0.1, 0.9), null);

	public final AtomicInteger preparations = new AtomicInteger();

	public volatile int sampleRate;

	public final AtomicLong promptBytes = new AtomicLong();

	public volatile Function<Flux<DataBuffer>, Mono<PreparedPrompt>> preparing = this::prepared;

	public volatile Function<Flux<DataBuffer>, Flux<DataBuffer>> encoding = FakeAudioProcessor::marked;

	public static Flux<DataBuffer> marked(Flux<DataBuffer> pcm) {
		return Flux.just(buffer("HEAD")).concatWith(pcm);
	}

	public static DataBuffer buffer(String content) {
		return DefaultDataBufferFactory.sharedInstance.wrap(content.getBytes(StandardCharsets.UTF_8));
	}

	@Override
	public Mono<PreparedPrompt> prepare(Flux<DataBuffer> recording) {
		return Mono.defer(() -> {
			this.preparations.incrementAndGet();
			return this.preparing.apply(recording);
		});
	}

	public Mono<PreparedPrompt> prepared(Flux<DataBuffer> recording) {
		return recording.map((buffer) -> {
			int size = buffer.readableByteCount();
			DataBufferUtils.release(buffer);
			return size;
		})
			.doOnNext(this.promptBytes::addAndGet)
			.then(Mono
				.fromSupplier(() -> new PreparedPrompt(AudioBytes.of(new byte[] { 1, 2, 3, 4 }), REPORT, FEATURES)));
	}

	@Override
	public Mono<ResponseEntity<Flux<DataBuffer>>> encode(AudioFormat format, int sampleRate, Flux<DataBuffer> pcm) {
		return Mono.fromSupplier(() -> {
			this.sampleRate = sampleRate;
			return ResponseEntity.ok().contentType(format.mediaType()).body(this.encoding.apply(pcm));
		});
	}

	@Override
	public Mono<PromptPlot> plot(Flux<DataBuffer> recording) {
		return prepared(recording)
			.map((prompt) -> new PromptPlot(4, new PromptPlot.Waveform(List.of(-0.5), List.of(0.5)),
					new PromptPlot.Spectrogram(1, List.of(100.0), 80, AudioBytes.of(new byte[] { 7 })),
					new PromptPlot.Pitch(List.of(186.0))));
	}

	@Override
	public Mono<ResponseEntity<byte[]>> features(PromptModel model, Flux<DataBuffer> pcm) {
		return Mono.error(new UnsupportedOperationException("Nobody asks for features"));
	}

}
