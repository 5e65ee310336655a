package io.cosymesh.mesh.problem;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.web.server.ServerWebExchange;

/**
 * {@code {"error": {"message", "type", "param", "code"}}}, every key always there. The
 * code is the type of the problem in snake case, save where OpenAI's clients look for
 * another word.
 *
 * @param paths what its paths begin with
 */
record OpenAiDialect(List<String> paths) implements ProblemDialect {

	OpenAiDialect {
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
		Map<String, @Nullable Object> error = new LinkedHashMap<>();
		error.put("message", Optional.ofNullable(problem.getDetail()).orElse("The request failed"));
		error.put("type", type(status));
		error.put("param", ProblemTranslator.fieldOf(problem).orElse(null));
		error.put("code", code(status, problem.getType()));
		return new Answer(status, Map.of("error", error));
	}

	private static String type(HttpStatusCode status) {
		return switch (status.value()) {
			case 429 -> "rate_limit_error";
			default -> status.is5xxServerError() ? "server_error" : "invalid_request_error";
		};
	}

	private static @Nullable String code(HttpStatusCode status, @Nullable URI type) {
		return switch (status.value()) {
			case 401 -> "invalid_api_key";
			case 429 -> "rate_limit_exceeded";
			default -> (type != null && type.toString().startsWith(ProblemException.TYPE_PREFIX))
					? type.toString().substring(ProblemException.TYPE_PREFIX.length()).replace('-', '_') : null;
		};
	}

}
