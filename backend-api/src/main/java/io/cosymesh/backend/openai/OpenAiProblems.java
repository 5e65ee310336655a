package io.cosymesh.backend.openai;

import org.springframework.http.HttpStatus;

import io.cosymesh.mesh.problem.ProblemException;

/**
 * Refusals that OpenAI's clients know by their code.
 */
final class OpenAiProblems {

	private OpenAiProblems() {
	}

	static ProblemException modelNotFound(String model) {
		return ProblemException
			.of(HttpStatus.NOT_FOUND, "model-not-found", "No such model",
					"The model '%s' does not exist; GET /v1/models lists those that do".formatted(printable(model)))
			.withField("model");
	}

	private static String printable(String name) {
		String shown = name.replaceAll("[^\\p{L}\\p{N}_.:/-]", "?");
		return (shown.length() <= 64) ? shown : shown.substring(0, 64);
	}

}
