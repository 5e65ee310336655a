package io.cosymesh.backend.pronunciation;

import org.springframework.http.HttpStatus;

import io.cosymesh.contracts.inference.PronunciationEntry;
import io.cosymesh.mesh.problem.ProblemException;

/**
 * What can be wrong with an entry beyond its fields.
 */
final class PronunciationProblems {

	private static final String WORD = "word";

	private PronunciationProblems() {
	}

	static ProblemException full() {
		return ProblemException
			.of(HttpStatus.CONFLICT, "pronunciations-full", "The dictionary is full",
					"The dictionary has %d entries, the most there may be; delete one that isn't needed"
						.formatted(PronunciationEntry.MAX_ENTRIES))
			.withField(WORD);
	}

	static ProblemException notFound() {
		return ProblemException
			.of(HttpStatus.NOT_FOUND, "pronunciation-not-found", "No such word",
					"There is no entry for this word; list the pronunciations to see which there are")
			.withField(WORD);
	}

}
