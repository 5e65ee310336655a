package io.cosymesh.mesh.problem;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.web.server.ServerWebExchange;

/**
 * {@code {"detail": …}}: 422 and a list for what is wrong with a field, otherwise the
 * status as it is and words.
 *
 * @param paths what its paths begin with
 */
record FastApiDialect(List<String> paths) implements ProblemDialect {

	private static final URI MISSING = URI.create(ProblemException.TYPE_PREFIX + "missing-field");

	FastApiDialect {
		paths = List.copyOf(paths);
	}

	@Override
	public boolean isSpokenIn(ServerWebExchange exchange) {
		String path = exchange.getRequest().getPath().pathWithinApplication().value();
		return this.paths.stream().anyMatch(path::startsWith);
	}

	@Override
	public Answer say(ProblemDetail problem) {
		HttpStatusCode status = HttpStatusCode.valueOf(problem.getStatus());
		String detail = Optional.ofNullable(problem.getDetail()).orElse("The request failed");
		Optional<String> field = ProblemTranslator.fieldOf(problem);
		if (field.isPresent() && status.value() == HttpStatus.BAD_REQUEST.value()) {
			return new Answer(HttpStatus.UNPROCESSABLE_CONTENT,
					Map.of("detail", List.of(complaint(field.get(), problem.getType(), detail))));
		}
		return new Answer(status, Map.of("detail", detail));
	}

	private static Map<String, @Nullable Object> complaint(String field, @Nullable URI type, String detail) {
		boolean missing = MISSING.equals(type);
		Map<String, @Nullable Object> complaint = new LinkedHashMap<>();
		complaint.put("type", missing ? "missing" : "value_error");
		complaint.put("loc", field.equals("body") ? List.of("body") : List.of("body", field));
		complaint.put("msg", missing ? "Field required" : detail);
		complaint.put("input", null);
		return complaint;
	}

}
