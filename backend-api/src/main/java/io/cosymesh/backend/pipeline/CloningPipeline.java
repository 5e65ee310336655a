package io.cosymesh.backend.pipeline;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

import io.cosymesh.contracts.AudioBytes;
import io.cosymesh.contracts.SpeechHeaders;
import io.cosymesh.contracts.audio.AudioFormat;
import io.cosymesh.contracts.audio.AudioProcessor;
import io.cosymesh.contracts.audio.PreparedPrompt;
import io.cosymesh.contracts.audio.PromptAnalyzer;
import io.cosymesh.contracts.audio.PromptPlot;
import io.cosymesh.contracts.inference.InferenceEngine;
import io.cosymesh.contracts.inference.VoicePrompt;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Turns a recording and a text into speech in the recorded voice: prepare the prompt,
 * synthesize, encode. Every hop streams, so nothing waits for a whole and whoever stops
 * listening stops all of them.
 */
public final class CloningPipeline {

	private final AudioProcessor audioProcessor;

	private final PromptAnalyzer promptAnalyzer;

	private final InferenceEngine inferenceEngine;

	CloningPipeline(AudioProcessor audioProcessor, PromptAnalyzer promptAnalyzer, InferenceEngine inferenceEngine) {
		this.audioProcessor = audioProcessor;
		this.promptAnalyzer = promptAnalyzer;
		this.inferenceEngine = inferenceEngine;
	}

	/**
	 * Makes a recording ready to be imitated, while it is still arriving.
	 * @param recording bytes of any audio container
	 * @return the prepared prompt
	 */
	public Mono<PreparedPrompt> prepare(Flux<DataBuffer> recording) {
		Feed feed = new Feed(recording);
		return this.audioProcessor.prepare(feed.content()).onErrorMap(feed::explain);
	}

	/**
	 * Measures what a drawing of a recording needs, while it is still arriving.
	 * @param recording bytes of any audio container
	 * @return waveform, spectrogram and pitch
	 */
	public Mono<PromptPlot> plot(Flux<DataBuffer> recording) {
		Feed feed = new Feed(recording);
		return this.promptAnalyzer.plot(feed.content()).onErrorMap(feed::explain);
	}

	/**
	 * Speaks a text in a voice.
	 * @param order what to say
	 * @param voice the voice to take after
	 * @return the speech, as soon as its first encoded audio exists
	 */
	public Mono<Speech> speak(SpeechOrder order, VoicePrompt voice) {
		return this.inferenceEngine.synthesize(order.spokenBy(voice, null))
			.onErrorMap(EngineProblems::explain)
			.flatMap((spoken) -> SpeechStream.begun(encode(order, pcm(spoken)))
				.map((audio) -> new Speech(order.format(), description(order, spoken), audio)));
	}

	/**
	 * Speaks one sentence of a text in a voice.
	 * @param order the whole text
	 * @param voice the voice to take after
	 * @param sentence which sentence, counted from 0
	 * @return the sentence, whole
	 */
	public Mono<SpokenSentence> speakSentence(SpeechOrder order, VoicePrompt voice, int sentence) {
		return this.inferenceEngine.synthesize(order.spokenBy(voice, sentence))
			.onErrorMap(EngineProblems::explain)
			.flatMap((spoken) -> SpeechStream.join(pcm(spoken))
				.map((samples) -> new SpokenSentence(AudioBytes.of(samples),
						SpeechStream.header(spoken, SpeechHeaders.ENGINE),
						Integer.parseInt(SpeechStream.header(spoken, SpeechHeaders.SENTENCES)))));
	}

	/**
	 * Delivers speech that was made before.
	 * @param order in which format
	 * @param description what is said of it
	 * @param pcm its samples in {@link io.cosymesh.contracts.PcmFormat}
	 * @return the speech, as soon as its first encoded audio exists
	 */
	public Mono<Speech> deliver(SpeechOrder order, HttpHeaders description, Flux<DataBuffer> pcm) {
		HttpHeaders headers = HttpHeaders.copyOf(description);
		headers.set(SpeechHeaders.SAMPLE_RATE, Integer.toString(order.sampleRate()));
		return SpeechStream.begun(encode(order, pcm)).map((audio) -> new Speech(order.format(), headers, audio));
	}

	/**
	 * Speaks a text in a voice and tells where its sentences are.
	 * @param order what to say
	 * @param voice the voice to take after
	 * @return the speech, as soon as its first encoded audio exists
	 */
	public Mono<MarkedSpeech> speakMarked(SpeechOrder order, VoicePrompt voice) {
		return this.inferenceEngine.synthesizeMarked(order.spokenBy(voice, null))
			.onErrorMap(EngineProblems::explain)
			.flatMap((spoken) -> {
				MarkedPcm pcm = MarkedPcm.of(spoken);
				return events(order, pcm).map((events) -> new MarkedSpeech(order.format(), description(order, spoken),
						events.concatWith(pcm.done())));
			});
	}

	private Mono<Flux<SpeechEvent>> events(SpeechOrder order, MarkedPcm pcm) {
		if (order.isRawPcm()) {
			return SpeechStream.begun(pcm.inOrder());
		}
		return SpeechStream.begun(encode(order, pcm.audio())).map(pcm::beside);
	}

	private Flux<DataBuffer> encode(SpeechOrder order, Flux<DataBuffer> pcm) {
		if (order.isRawPcm()) {
			return pcm;
		}
		return SpeechStream.onceBegun(pcm, (begun) -> {
			Feed feed = new Feed(begun);
			Flux<DataBuffer> encoded = SpeechStream
				.inTime(feed.guard(this.audioProcessor.encode(order.format(), order.sampleRate(), feed.content())
					.flatMapMany(SpeechStream::body)));
			return (order.format() == AudioFormat.PCM) ? SpeechStream.whole(encoded) : encoded;
		});
	}

	private static HttpHeaders description(SpeechOrder order, ResponseEntity<?> spoken) {
		HttpHeaders description = SpeechStream.description(spoken);
		description.set(SpeechHeaders.SAMPLE_RATE, Integer.toString(order.sampleRate()));
		return description;
	}

	private static Flux<DataBuffer> pcm(ResponseEntity<Flux<DataBuffer>> spoken) {
		return SpeechStream.whole(SpeechStream.body(spoken));
	}

}
