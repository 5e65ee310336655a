package io.cosymesh.backend.voice;

import org.springframework.http.HttpStatus;

import io.cosymesh.mesh.problem.ProblemException;

/**
 * Why a caller can't have a voice. Whoever may not know that there is one is told what
 * everybody is told of one that there isn't.
 */
final class VoiceProblems {

	private static final String ID = "id";

	private VoiceProblems() {
	}

	static ProblemException notFound() {
		return ProblemException
			.of(HttpStatus.NOT_FOUND, "voice-not-found", "No such voice",
					"There is no voice with this id; list the voices to see which there are")
			.withField(ID);
	}

	static ProblemException notYours() {
		return ProblemException
			.of(HttpStatus.FORBIDDEN, "voice-not-yours", "The voice is somebody else's",
					"This voice is shared with you to speak with; only its owner may do this")
			.withField(ID);
	}

	static ProblemException builtIn() {
		return ProblemException
			.of(HttpStatus.FORBIDDEN, "voice-built-in", "The voice is built in",
					"This voice comes with the installation, for everybody to speak with; it has no owner who could do"
							+ " this")
			.withField(ID);
	}

	static ProblemException notRecorded() {
		return ProblemException
			.of(HttpStatus.NOT_FOUND, "consent-not-recorded", "No recording of the consent",
					"This voice was added without a recording of the consent")
			.withField(ID);
	}

	static ProblemException consentGone() {
		return ProblemException
			.of(HttpStatus.NOT_FOUND, "consent-not-found", "No such consent", "The consent was deleted meanwhile")
			.withField("consent");
	}

	static ProblemException ambiguous() {
		return ProblemException
			.of(HttpStatus.CONFLICT, "voice-ambiguous", "Several voices of this name",
					"You have several voices of this name; send the id of the one you mean, or rename the others")
			.withField("voice");
	}

	static ProblemException unusable(Throwable cause) {
		return ProblemException
			.of(HttpStatus.SERVICE_UNAVAILABLE, "voice-unusable", "The voice is out of order",
					"The clip of this built-in voice can't be used; whoever runs this installation finds the reason in"
							+ " the log of backend-api")
			.causedBy(cause);
	}

}
