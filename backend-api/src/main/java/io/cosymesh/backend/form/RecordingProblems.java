package io.cosymesh.backend.form;

import java.util.Map;

import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;

import io.cosymesh.mesh.problem.PeerException;

/**
 * Complaints about a recording, which name the part {@code prompt} wherever they come
 * from.
 */
final class RecordingProblems {

	private static final String FIELD = "field";

	private RecordingProblems() {
	}

	/** Says which part of the form a complaint is about. */
	static Throwable about(String part, Throwable error) {
		return PeerException.in(error)
			.filter((failure) -> failure instanceof PeerException.Answered)
			.map((failure) -> (PeerException.Answered) failure)
			.flatMap((answer) -> answer.problem()
				.filter(RecordingProblems::isAboutPrompt)
				.map((problem) -> (Throwable) new PeerException.Answered(answer.peer(), answer.status(),
						renamed(problem, part), answer.retryAfter().orElse(null))))
			.orElse(error);
	}

	private static boolean isAboutPrompt(ProblemDetail problem) {
		Map<String, Object> properties = problem.getProperties();
		return properties != null && PromptForm.PROMPT.equals(properties.get(FIELD));
	}

	private static ProblemDetail renamed(ProblemDetail problem, String part) {
		ProblemDetail renamed = ProblemDetail.forStatusAndDetail(HttpStatusCode.valueOf(problem.getStatus()),
				problem.getDetail());
		renamed.setType(problem.getType());
		renamed.setTitle(problem.getTitle());
		Map<String, Object> properties = problem.getProperties();
		if (properties != null) {
			properties.forEach(renamed::setProperty);
		}
		renamed.setProperty(FIELD, part);
		return renamed;
	}

}
