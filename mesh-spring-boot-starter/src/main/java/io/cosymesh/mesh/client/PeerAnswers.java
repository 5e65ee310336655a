package io.cosymesh.mesh.client;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import io.cosymesh.mesh.problem.PeerException;
import io.cosymesh.mesh.problem.RequestId;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFunction;

/**
 * Reads a peer's answers in the mesh's terms: error statuses and broken streams become
 * {@link PeerException}s, and the request id travels along.
 */
final class PeerAnswers {

	private static final int MAX_PROBLEM_BYTES = 64 * 1024;

	private final JsonMapper json;

	PeerAnswers(JsonMapper json) {
		this.json = json.rebuild().addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class).build();
	}

	Mono<ClientResponse> exchange(String peer, ClientRequest request, ExchangeFunction next) {
		return Mono
			.deferContextual((context) -> next.exchange(RequestId.of(context)
				.filter((_) -> !request.headers().containsHeader(RequestId.HEADER))
				.map((id) -> ClientRequest.from(request).header(RequestId.HEADER, id.value()).build())
				.orElse(request)))
			.map((response) -> response.mutate()
				.body((body) -> body.onErrorMap((error) -> TransportFailure.name(peer, error)))
				.build());
	}

	Mono<Throwable> failure(String peer, ClientResponse response) {
		HttpHeaders headers = response.headers().asHttpHeaders();
		String retryAfter = headers.getFirst(HttpHeaders.RETRY_AFTER);
		if (!isProblem(response)) {
			return response.releaseBody()
				.thenReturn(new PeerException.Answered(peer, response.statusCode(), null, retryAfter));
		}
		return DataBufferUtils.join(response.body((message, _) -> message.getBody()), MAX_PROBLEM_BYTES)
			.map(this::problem)
			.onErrorResume(DataBufferLimitException.class, (_) -> Mono.empty())
			.map((problem) -> answered(peer, response, problem, retryAfter))
			.defaultIfEmpty(answered(peer, response, null, retryAfter));
	}

	private static Throwable answered(String peer, ClientResponse response, @Nullable ProblemDetail problem,
			@Nullable String retryAfter) {
		return new PeerException.Answered(peer, response.statusCode(), problem, retryAfter);
	}

	private ProblemDetail problem(DataBuffer buffer) {
		try {
			byte[] bytes = new byte[buffer.readableByteCount()];
			buffer.read(bytes);
			return this.json.readValue(bytes, ProblemDetail.class);
		}
		catch (JacksonException _) {
			return ProblemDetail.forStatus(0);
		}
		finally {
			DataBufferUtils.release(buffer);
		}
	}

	private static boolean isProblem(ClientResponse response) {
		return response.headers()
			.contentType()
			.filter(MediaType.APPLICATION_PROBLEM_JSON::isCompatibleWith)
			.isPresent();
	}

}
