package io.cosymesh.inference.cosyvoice;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the runtime is and how much patience it gets.
 *
 * @param url its address; the engine is off without one. Anything but loopback must be
 * {@code https}
 * @param dialect what it speaks
 * @param apiKey sent as bearer token, if the runtime wants one
 * @param model name of the model, where the dialect names one
 * @param voice name of a voice, for runtimes that insist on one beside the recording
 * @param prefix what CosyVoice3 wants before {@code <|endofprompt|>}
 * @param sampleRate samples per second of raw PCM when the answer doesn't say
 * @param takesSpeed whether a {@code fastapi} server takes {@code speed}, as ours does
 * @param triton what only Triton has
 * @param requireTranscript whether a recording without transcript is refused here
 * @param concurrency requests open at the runtime at once; 0 is what the dialect bears
 * @param attempts how often a segment is tried, each time with another seed
 * @param wholeSegments whether a segment is heard to its end before it is passed on
 * @param timeouts how long it may take
 * @param recycling what becomes of a runtime that hangs
 * @param probe the word that proves it works
 */
@Validated
@ConfigurationProperties("cosymesh.engine.cosyvoice")
record CosyVoiceProperties(@Nullable URI url, @DefaultValue("speech-api") DialectName dialect, @Nullable String apiKey,
		@DefaultValue("FunAudioLLM/Fun-CosyVoice3-0.5B-2512") @NotBlank String model, @Nullable String voice,
		@DefaultValue("You are a helpful assistant.") @NotNull String prefix,
		@DefaultValue("24000") @Min(8000) @Max(48000) int sampleRate, @DefaultValue("false") boolean takesSpeed,
		@DefaultValue @Valid Triton triton, @DefaultValue("false") boolean requireTranscript,
		@DefaultValue("0") @Min(0) @Max(256) int concurrency, @DefaultValue("3") @Min(1) @Max(5) int attempts,
		@DefaultValue("false") boolean wholeSegments, @DefaultValue @Valid Timeouts timeouts,
		@DefaultValue @Valid Recycling recycling, @DefaultValue @Valid Probe probe) {

	int places() {
		return (this.concurrency > 0) ? this.concurrency : this.dialect.concurrency();
	}

	@Override
	public String toString() {
		return "CosyVoiceProperties[url=%s, dialect=%s, model=%s, apiKey=%s]".formatted(this.url, this.dialect,
				this.model, (this.apiKey != null) ? "***" : "none");
	}

	/**
	 * What only Triton has.
	 *
	 * @param model name of the model
	 * @param speakerCache what became of its cache of speakers
	 */
	record Triton(@DefaultValue("cosyvoice3") @NotBlank String model,
			@DefaultValue("unknown") SpeakerCache speakerCache) {

	}

	/**
	 * How long it may take.
	 *
	 * @param connect to connect
	 * @param firstByte from the request to the first audio
	 * @param idle between two pieces of audio
	 * @param segment for one segment, all attempts together
	 * @param queue for a place at the runtime
	 */
	record Timeouts(@DefaultValue("2s") Duration connect, @DefaultValue("20s") Duration firstByte,
			@DefaultValue("10s") Duration idle, @DefaultValue("90s") Duration segment,
			@DefaultValue("60s") Duration queue) {

	}

	/**
	 * What becomes of a runtime that hangs.
	 *
	 * @param after failures in a row before it counts as out of order
	 * @param command restarts it; nothing is started when empty
	 * @param health path that must answer 2xx before the word is tried, if given
	 */
	record Recycling(@DefaultValue("3") @Min(1) @Max(100) int after, @DefaultValue List<String> command,
			@Nullable String health) {

		Recycling {
			command = List.copyOf(command);
		}

	}

	/**
	 * The word that proves the runtime works.
	 *
	 * @param interval how often it is tried while the runtime is out of order
	 * @param recording 16-bit mono WAV of a speaker; a made-up voice when not given
	 * @param transcript what is said in it
	 */
	record Probe(@DefaultValue("10s") Duration interval, @Nullable Path recording,
			@DefaultValue("啊。") String transcript) {

	}

}
