package io.cosymesh.backend.voice;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.ProblemDetail;

import io.cosymesh.backend.pipeline.CloningPipeline;
import io.cosymesh.backend.storage.Prompts;
import io.cosymesh.backend.voice.BuiltInTable.Preparation;
import io.cosymesh.contracts.AudioBytes;
import io.cosymesh.contracts.audio.PreparedPrompt;
import io.cosymesh.contracts.audio.PromptReport;
import io.cosymesh.mesh.problem.PeerException;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Makes prompts of the clips of built-in voices: once, when somebody first needs one, so
 * that starting needs no audio-processor. Replicas and callers who come at the same time
 * share what comes of it.
 */
final class BuiltInVoices {

	private static final Logger logger = LoggerFactory.getLogger(BuiltInVoices.class);

	private final BuiltInCatalogue catalogue;

	private final BuiltInTable table;

	private final Prompts prompts;

	private final CloningPipeline pipeline;

	private final Scheduler blocking;

	private final Map<String, Mono<PreparedPrompt>> beingMade = new ConcurrentHashMap<>();

	BuiltInVoices(BuiltInCatalogue catalogue, BuiltInTable table, Prompts prompts, CloningPipeline pipeline,
			Scheduler blocking) {
		this.catalogue = catalogue;
		this.table = table;
		this.prompts = prompts;
		this.pipeline = pipeline;
		this.blocking = blocking;
	}

	BuiltInCatalogue catalogue() {
		return this.catalogue;
	}

	/** Returns how good the prompts are that were made so far, by clip; blocks. */
	Map<String, PromptReport> qualities() {
		return this.table.qualities();
	}

	/** Returns the prompt of a voice, made now if it wasn't yet. */
	Mono<PreparedPrompt> prompt(BuiltInVoice voice) {
		String clip = voice.clipSha256();
		return kept(clip).switchIfEmpty(Mono.defer(() -> this.beingMade.computeIfAbsent(clip,
				(_) -> kept(clip).switchIfEmpty(Mono.defer(() -> made(voice, clip)))
					// before anybody hears of it, so that whoever then tries again does
					.doOnTerminate(() -> this.beingMade.remove(clip))
					.cache())));
	}

	/** Returns what is needed to speak in a voice later, made now if it wasn't yet. */
	Mono<KeptVoice> kept(BuiltInVoice voice) {
		return prompt(voice)
			.then(Mono.fromCallable(() -> this.table.find(voice.clipSha256()).orElse(null)).subscribeOn(this.blocking))
			.map((made) -> new KeptVoice(voice.id(), voice.name(), true, made.prompt(), voice.transcript(),
					made.quality(), made.features()));
	}

	/** Forgets what was made of clips that nobody is offered any more; blocks. */
	void forgetOthers() {
		for (String clip : this.table.clips()) {
			if (this.catalogue.all().stream().noneMatch((voice) -> voice.clipSha256().equals(clip))) {
				this.table.find(clip).ifPresent(this::forget);
			}
		}
	}

	private void forget(Preparation preparation) {
		this.table.delete(preparation.clip());
		this.prompts.deleteIfUnused(preparation.prompt());
		logger.info("event=built-in-voice-forgotten clip={}", preparation.clip());
	}

	private Mono<PreparedPrompt> kept(String clip) {
		return Mono.fromCallable(() -> read(clip).orElse(null)).subscribeOn(this.blocking);
	}

	private Optional<PreparedPrompt> read(String clip) {
		return this.table.find(clip)
			.flatMap((known) -> this.prompts.read(known.prompt())
				.map((pcm) -> new PreparedPrompt(AudioBytes.of(pcm), known.quality(), known.features())));
	}

	private Mono<PreparedPrompt> made(BuiltInVoice voice, String clip) {
		return this.pipeline
			.prepare(Flux
				.defer(() -> Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(voice.clip().toByteArray()))))
			.onErrorMap(PeerException.Answered.class, (answer) -> explained(voice, answer))
			.flatMap((prompt) -> Mono.fromCallable(() -> keep(clip, prompt)).subscribeOn(this.blocking))
			.doOnNext((_) -> logger.info("event=built-in-voice-prepared id={}", voice.id()));
	}

	private PreparedPrompt keep(String clip, PreparedPrompt prompt) {
		return this.prompts.keep(BuiltInVoice.OWNER, prompt.audio().toByteArray(),
				(audio) -> read(clip).orElseGet(() -> {
					// there may be a row whose prompt was lost
					this.table.delete(clip);
					this.table.insert(new Preparation(clip, audio, prompt.report(), prompt.features()));
					return prompt;
				}));
	}

	/** That a clip is no good is the operator's fault, not the caller's. */
	private static Throwable explained(BuiltInVoice voice, PeerException.Answered answer) {
		return answer.problem()
			.filter((problem) -> answer.status().is4xxClientError() && namesField(problem))
			.map((problem) -> {
				logger.error("event=built-in-voice-refused id={} problem={}", voice.id(), problem.getType());
				return (Throwable) VoiceProblems.unusable(answer);
			})
			.orElse(answer);
	}

	private static boolean namesField(ProblemDetail problem) {
		Map<String, Object> properties = problem.getProperties();
		return properties != null && properties.containsKey("field");
	}

}
