package io.cosymesh.backend.speech;

import io.cosymesh.mesh.problem.ProblemException;

import org.springframework.http.HttpStatus;

/**
 * Refusals of the voice that is asked for.
 */
public final class SpeechProblems {

	private SpeechProblems() {
	}

	/**
	 * Creates the refusal of a voice that isn't there for this caller.
	 * @return the exception to throw
	 */
	public static ProblemException voiceNotFound() {
		return ProblemException
			.of(HttpStatus.NOT_FOUND, "voice-not-found", "No such voice",
					"There is no voice with the id or name in 'voice'; list the voices to see which there are")
			.withField("voice");
	}

	static ProblemException voiceNotBuiltIn() {
		return ProblemException.invalidField("voice", "voice-not-built-in",
				"Mode 'sft' speaks in a built-in voice, and this is none; give one, or leave 'mode' out");
	}

}
