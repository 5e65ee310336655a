package io.cosymesh.mesh.problem;

import java.util.List;

import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.web.server.ServerWebExchange;

/**
 * How problems are told below certain paths, whose clients expect another shape than that
 * of RFC 9457. An application that has such paths declares a bean for each.
 */
public interface ProblemDialect {

	/**
	 * Says problems as OpenAI's API does.
	 * @param paths what the paths of that API begin with
	 * @return the dialect
	 */
	static ProblemDialect openAi(String... paths) {
		return new OpenAiDialect(List.of(paths));
	}

	/**
	 * Says problems as servers made with FastAPI do.
	 * @param paths what the paths of that API begin with
	 * @return the dialect
	 */
	static ProblemDialect fastApi(String... paths) {
		return new FastApiDialect(List.of(paths));
	}

	/**
	 * Tells whether a request is answered in this dialect.
	 * @param exchange the request
	 */
	boolean isSpokenIn(ServerWebExchange exchange);

	/**
	 * Says a problem.
	 * @param problem the problem, fit for strangers
	 * @return the same in this dialect
	 */
	Answer say(ProblemDetail problem);

	/**
	 * What a caller is told of a problem.
	 *
	 * @param status the HTTP status
	 * @param body what becomes the JSON of the answer
	 */
	record Answer(HttpStatusCode status, Object body) {

	}

}
