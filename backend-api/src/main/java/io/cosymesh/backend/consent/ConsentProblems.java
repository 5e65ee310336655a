package io.cosymesh.backend.consent;

import org.springframework.http.HttpStatus;

import io.cosymesh.mesh.problem.ProblemException;

/**
 * Why a caller can't have a consent.
 */
public final class ConsentProblems {

	private ConsentProblems() {
	}

	/**
	 * Creates the refusal of a consent that isn't there for this caller.
	 * @param field name of the field that names it
	 * @return the exception to throw
	 */
	public static ProblemException notFound(String field) {
		return ProblemException
			.of(HttpStatus.NOT_FOUND, "consent-not-found", "No such consent",
					"You keep no consent with this id; GET /v1/audio/voice_consents lists yours")
			.withField(field);
	}

}
