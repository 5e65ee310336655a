package io.cosymesh.mesh.problem;

import java.util.LinkedHashMap;
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

	ProblemWriter(JsonMapper json) {
		this.json = json;
	}

	/**
	 * Writes a problem as {@code application/problem+json} with the id of the request.
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
		headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
		headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
		byte[] body = this.json.writeValueAsBytes(members(exchange, problem.getBody()));
		headers.setContentLength(body.length);
		response.setStatusCode(problem.getStatusCode());
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
