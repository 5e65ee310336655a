package io.cosymesh.backend.pronunciation;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.http.ProblemDetail;

import io.cosymesh.contracts.inference.InferenceEngine;
import io.cosymesh.contracts.inference.PronunciationEntry;
import io.cosymesh.contracts.inference.TextRequest;
import io.cosymesh.mesh.problem.PeerException;
import io.cosymesh.mesh.problem.ProblemException;

import reactor.core.publisher.Mono;

/**
 * Has an entry read before it is kept: one that can't be would spoil every text with its
 * word.
 */
final class ReadingCheck {

	private static final String ENTRY = "pronunciations[0].";

	private final InferenceEngine inferenceEngine;

	ReadingCheck(InferenceEngine inferenceEngine) {
		this.inferenceEngine = inferenceEngine;
	}

	/** Completes if the entry can be read, and fails with what is wrong with it. */
	Mono<Void> check(PronunciationDraft draft) {
		TextRequest reading = new TextRequest(draft.word(), draft.language(),
				List.of(new PronunciationEntry(draft.word(), draft.reading())));
		return this.inferenceEngine.read(reading)
			.then()
			.onErrorResume(PeerException.Answered.class,
					(answer) -> answer.status().is4xxClientError() ? verdict(answer) : Mono.error(answer));
	}

	/** That a word alone is in no known language says nothing against its reading. */
	private static Mono<Void> verdict(PeerException.Answered answer) {
		return answer.problem()
			.flatMap((told) -> field(told).map((field) -> Mono.<Void>error(refused(told, field, answer))))
			.orElseGet(Mono::empty);
	}

	private static Optional<String> field(ProblemDetail told) {
		return (property(told, "field") instanceof String field && field.startsWith(ENTRY))
				? Optional.of(field.substring(ENTRY.length())) : Optional.empty();
	}

	private static ProblemException refused(ProblemDetail told, String field, PeerException.Answered answer) {
		String type = String.valueOf(told.getType()).replace(ProblemException.TYPE_PREFIX, "");
		ProblemException problem = ProblemException
			.invalidField(field, type, Optional.ofNullable(told.getDetail()).orElse("It can't be read"))
			.causedBy(answer);
		return (property(told, "position") instanceof Integer position) ? problem.withProperty("position", position)
				: problem;
	}

	private static Object property(ProblemDetail told, String name) {
		Map<String, Object> properties = told.getProperties();
		return (properties != null) ? properties.getOrDefault(name, "") : "";
	}

}
