package io.cosymesh.webui.mesh;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.http.HttpStatus;

import io.cosymesh.mesh.client.PeerClients;
import io.cosymesh.mesh.problem.ProblemException;

import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Puts a question to one service; its refusals are passed on. Only so many are under way
 * at once.
 */
final class MeshQuestions {

	private static final int AT_ONCE = 8;

	private static final Duration PATIENCE = Duration.ofSeconds(3);

	private final PeerClients peers;

	private final AtomicInteger underWay = new AtomicInteger();

	MeshQuestions(PeerClients peers) {
		this.peers = peers;
	}

	Mono<JsonNode> ask(String service, String path, Map<String, String> query) {
		requireKnown(service);
		return Mono.defer(() -> {
			if (this.underWay.incrementAndGet() > AT_ONCE) {
				this.underWay.decrementAndGet();
				return Mono.error(busy());
			}
			return answer(service, path, query).doFinally((_) -> this.underWay.decrementAndGet());
		});
	}

	void requireKnown(String service) {
		if (!this.peers.names().contains(service) && !service.equals("webui-service")) {
			throw ProblemException.invalidField("service", "unknown-service",
					"'service' is none that this gateway asks; use one of " + String.join(", ", this.peers.names()));
		}
	}

	private Mono<JsonNode> answer(String service, String path, Map<String, String> query) {
		if (!this.peers.names().contains(service)) {
			return Mono.error(ProblemException.invalidField("service", "no-policy",
					"webui-service has no policy: it is called by people and keys, not by peers"));
		}
		return this.peers.webClient(service).get().uri((builder) -> {
			builder.path(path);
			query.keySet().forEach((name) -> builder.queryParam(name, "{" + name + "}"));
			return builder.build(query);
		}).retrieve().bodyToMono(JsonNode.class).timeout(PATIENCE);
	}

	private static ProblemException busy() {
		return ProblemException
			.of(HttpStatus.TOO_MANY_REQUESTS, "too-many-questions", "Too many questions",
					"%d questions are being answered already; ask again in a moment".formatted(AT_ONCE))
			.withRetryAfter(Duration.ofSeconds(1));
	}

}
