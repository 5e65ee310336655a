package io.cosymesh.mesh.traffic;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.micrometer.core.instrument.MeterRegistry;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.cosymesh.identity.test.TestCa;
import io.cosymesh.mesh.client.PeerClients;
import io.cosymesh.mesh.member.Member;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Somebody who calls the service {@code replica}.
 */
final class Caller implements AutoCloseable {

	static final Duration PATIENCE = Duration.ofSeconds(30);

	private final Member member;

	private final WebClient client;

	private Caller(Member member, String peer) {
		this.member = member;
		this.client = member.bean(PeerClients.class).webClient(peer);
	}

	static Caller of(TestCa ca, String addresses, String... properties) {
		return new Caller(Member.of(ca, "caller")
			.application(Application.class)
			.peer("replica", "https://replica.test:8443")
			.with("cosymesh.peers.replica.addresses=" + addresses)
			.with(properties)
			.start(), "replica");
	}

	static Caller of(Member.Builder member, String peer) {
		return new Caller(member.application(Application.class).start(), peer);
	}

	Mono<String> get(String path) {
		return this.client.get().uri(path).retrieve().bodyToMono(String.class);
	}

	Mono<String> post(String body) {
		return postTo("/v1/answer", body);
	}

	Mono<String> postTo(String path, String body) {
		return this.client.post().uri(path).bodyValue(body).retrieve().bodyToMono(String.class);
	}

	Mono<String> postPieces(Flux<String> pieces) {
		return this.client.post().uri("/v1/answer").body(pieces, String.class).retrieve().bodyToMono(String.class);
	}

	Flux<String> stream() {
		return this.client.get().uri("/v1/stream").retrieve().bodyToFlux(DataBuffer.class).map(Caller::text);
	}

	double count(String meter, String... tags) {
		return this.member.bean(MeterRegistry.class).get(meter).tags(tags).functionCounter().count();
	}

	double gauge(String meter, String... tags) {
		return this.member.bean(MeterRegistry.class).get(meter).tags(tags).gauge().value();
	}

	@Override
	public void close() {
		this.member.close();
	}

	private static String text(DataBuffer buffer) {
		String text = buffer.toString(StandardCharsets.UTF_8);
		DataBufferUtils.release(buffer);
		return text;
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application {

	}

}
