package io.cosymesh.backend.speech;

import java.util.Optional;
import java.util.function.Function;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

import io.cosymesh.backend.caller.Caller;
import io.cosymesh.backend.pipeline.CloningPipeline;
import io.cosymesh.backend.pipeline.SpeechOrder;
import io.cosymesh.backend.pronunciation.Pronunciations;
import io.cosymesh.backend.voice.Voices;
import io.cosymesh.contracts.inference.VoicePrompt;
import io.cosymesh.mesh.problem.PeerException;

import reactor.core.publisher.Mono;

/**
 * Speaks for callers of other APIs than our own, who can't know what an engine follows:
 * an instruction that it can't is left out, and the answer says so.
 */
public final class Speaking {

	/** Header that says what became of an instruction that wasn't followed. */
	public static final String INSTRUCTIONS = "X-Instructions";

	private static final String INSTRUCT = "instruct";

	private final CloningPipeline pipeline;

	private final Voices voices;

	private final Pronunciations pronunciations;

	Speaking(CloningPipeline pipeline, Voices voices, Pronunciations pronunciations) {
		this.pipeline = pipeline;
		this.voices = voices;
		this.pronunciations = pronunciations;
	}

	/**
	 * Finds a voice to speak in.
	 * @param caller who wants to speak
	 * @param reference id or name of a voice, or a name of another API
	 * @param names what names of another API stand for
	 * @return what the engine needs of it, or nothing when there is no such voice; a
	 * voice of the caller's own wins over another API's name
	 */
	public Mono<VoicePrompt> voice(Caller caller, String reference, Function<String, Optional<String>> names) {
		return this.voices.speaker(caller, reference)
			.switchIfEmpty(Mono.defer(() -> Mono.justOrEmpty(names.apply(reference))
				.flatMap((name) -> this.voices.speaker(caller, name))));
	}

	/**
	 * Speaks, with the pronunciations of the caller.
	 * @param <T> what comes of it
	 * @param caller who wants to speak
	 * @param order what to say
	 * @param voice the voice to take after
	 * @param speaking how the pipeline speaks
	 * @return what came of it
	 */
	public <T> Mono<Spoken<T>> speak(Caller caller, SpeechOrder order, VoicePrompt voice, Delivery<T> speaking) {
		return this.pronunciations.entries(caller, order.language())
			.map(order::with)
			.flatMap((complete) -> spoken(complete, (wanted) -> speaking.speak(this.pipeline, wanted, voice)));
	}

	private static <T> Mono<Spoken<T>> spoken(SpeechOrder order, Function<SpeechOrder, Mono<T>> speaking) {
		return speaking.apply(order)
			.map((speech) -> new Spoken<>(speech, true))
			.onErrorResume((error) -> order.instruct() != null && isNotFollowed(error),
					(_) -> speaking.apply(order.withoutInstruct()).map((speech) -> new Spoken<>(speech, false)));
	}

	private static boolean isNotFollowed(Throwable error) {
		return PeerException.in(error)
			.filter((failure) -> failure instanceof PeerException.Answered)
			.map((failure) -> (PeerException.Answered) failure)
			.filter((answer) -> answer.status().value() == HttpStatus.BAD_REQUEST.value())
			.flatMap(PeerException.Answered::problem)
			.map(ProblemDetail::getProperties)
			.filter((properties) -> INSTRUCT.equals(properties.get("field")))
			.isPresent();
	}

	/**
	 * How to speak.
	 *
	 * @param <T> what comes of it
	 */
	@FunctionalInterface
	public interface Delivery<T> {

		/**
		 * Speaks.
		 * @param pipeline what speaks
		 * @param order what to say
		 * @param voice the voice to take after
		 * @return what came of it
		 */
		Mono<T> speak(CloningPipeline pipeline, SpeechOrder order, VoicePrompt voice);

	}

	/**
	 * Speech that was ordered by another API.
	 *
	 * @param <T> its form
	 * @param speech the speech
	 * @param followed whether the instruction was followed, if there was one
	 */
	public record Spoken<T>(T speech, boolean followed) {

		/**
		 * Says in the answer what became of the instruction.
		 * @param headers headers of the answer
		 */
		public void tell(HttpHeaders headers) {
			if (!this.followed) {
				headers.set(INSTRUCTIONS, "ignored");
			}
		}

	}

}
