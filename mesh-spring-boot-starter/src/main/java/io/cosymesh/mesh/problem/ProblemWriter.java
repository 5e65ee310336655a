package io.cosymesh.mesh.problem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;

import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers a request with a problem.
 */
public final class ProblemWriter {

	private final ProblemTranslator translator = new ProblemTranslator();

	private final JsonMapper json;

	private final List<ProblemDialect> dialects;

	ProblemWriter(JsonMapper json, List<ProblemDialect> dialects) {
		this.json = json;
		this.dialects = List.copyOf(dialects);
	}

	/**
	 * Writes a problem as {@code application/problem+json} with the id of the request, or
	 * in the dialect that is spoken at its path.
	 * @param exchange the exchange to answer
	 * @param problem what to say
	 * @return completion of the write, an error if the response is already on its way
	 */
	public Mono<Void> write(ServerWebExchange exchange, ProblemException problem) {
		ServerHttpResponse response = exchange.getResponse();
		if (response.isCommitted()) {
			return Mono.error(problem);
		}
		HttpHeaders headers = response.getHeaders();
		headers.remove(HttpHeaders.CONTENT_ENCODING);
		headers.remove(HttpHeaders.CONTENT_DISPOSITION);
		headers.putAll(problem.getHeaders());
		peerOf(problem.getBody()).ifPresent((peer) -> headers.set(PeerException.FAILED_PEER, peer));
		headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
		Optional<ProblemDialect.Answer> said = said(exchange, problem.getBody());
		headers.setContentType(said.isPresent() ? MediaType.APPLICATION_JSON : MediaType.APPLICATION_PROBLEM_JSON);
		byte[] body = this.json.writeValueAsBytes(
				said.map(ProblemDialect.Answer::body).orElseGet(() -> members(exchange, problem.getBody())));
		headers.setContentLength(body.length);
		response.setStatusCode(said.map(ProblemDialect.Answer::status).orElse(problem.getStatusCode()));
		return response.writeWith(Mono.fromSupplier(() -> wrap(response, body)));
	}

	/**
	 * Says an error as the members of a problem, for an answer that is on its way and has
	 * a place for it.
	 * @param exchange the exchange that is being answered
	 * @param error what went wrong
	 * @return the members of the problem, fit for strangers
	 */
	public Map<String, Object> members(ServerWebExchange exchange, Throwable error) {
		return members(exchange, this.translator.translate(error, false).getBody());
	}

	/**
	 * Says an error as JSON in the way of the path, for an answer that is on its way and
	 * has a place for it.
	 * @param exchange the exchange that is being answered
	 * @param error what went wrong
	 * @return one line of JSON, fit for strangers
	 */
	public String json(ServerWebExchange exchange, Throwable error) {
		ProblemDetail problem = this.translator.translate(error, false).getBody();
		return this.json.writeValueAsString(
				said(exchange, problem).map(ProblemDialect.Answer::body).orElseGet(() -> members(exchange, problem)));
	}

	private Optional<ProblemDialect.Answer> said(ServerWebExchange exchange, ProblemDetail problem) {
		return this.dialects.stream()
			.filter((dialect) -> dialect.isSpokenIn(exchange))
			.findFirst()
			.map((dialect) -> dialect.say(problem));
	}

	private static Optional<String> peerOf(ProblemDetail problem) {
		Map<String, Object> properties = problem.getProperties();
		return Optional.ofNullable(properties).map((members) -> members.get("peer")).map(Object::toString);
	}

	private static DataBuffer wrap(ServerHttpResponse response, byte[] body) {
		return response.bufferFactory().wrap(body);
	}

	private static Map<String, Object> members(ServerWebExchange exchange, ProblemDetail problem) {
		Map<String, Object> members = new LinkedHashMap<>();
		putIfPresent(members, "type", problem.getType());
		putIfPresent(members, "title", problem.getTitle());
		members.put("status", problem.getStatus());
		putIfPresent(members, "detail", problem.getDetail());
		Map<String, Object> properties = problem.getProperties();
		if (properties != null) {
			properties.forEach(members::putIfAbsent);
		}
		RequestId.of(exchange).ifPresent((id) -> members.put("requestId", id.value()));
		return members;
	}

	private static void putIfPresent(Map<String, Object> members, String name, @Nullable Object value) {
		if (value != null) {
			members.put(name, value.toString());
		}
	}

}
