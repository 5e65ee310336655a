package io.cosymesh.backend.cosyvoice;

import org.springframework.http.HttpStatus;

import io.cosymesh.mesh.problem.ProblemException;

/**
 * Refusals of what CosyVoice's clients ask for.
 */
final class CosyVoiceProblems {

	private CosyVoiceProblems() {
	}

	static ProblemException malformed(Throwable cause) {
		return ProblemException
			.invalidField("body", "malformed-request", "The form can't be read; check how it is percent-encoded")
			.causedBy(cause);
	}

	static ProblemException speakerNotFound() {
		return ProblemException
			.of(HttpStatus.NOT_FOUND, "voice-not-found", "No such voice",
					"There is no voice with the id or name in 'spk_id'; GET /api/v1/voices lists those there are")
			.withField(InferenceMode.Fields.SPEAKER);
	}

}
