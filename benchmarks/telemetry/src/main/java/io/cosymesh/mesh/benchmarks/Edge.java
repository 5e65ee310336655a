package io.cosymesh.mesh.benchmarks;

import java.time.Duration;

import reactor.core.publisher.Flux;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.web.reactive.function.client.WebClient;

import io.cosymesh.identity.test.TestCa;
import io.cosymesh.mesh.client.PeerClients;

/**
 * A caller and whom it calls, in mutual TLS.
 */
final class Edge {

	private static final int AT_ONCE = 16;

	private static final Duration PATIENCE = Duration.ofMinutes(5);

	private final Member called;

	private final WebClient client;

	private Edge(Member called, WebClient client) {
		this.called = called;
		this.client = client;
	}

	static Edge start(TestCa ca, boolean watched, String tapRate) {
		String telemetry = "cosymesh.telemetry.enabled=" + watched;
		Member called = Member.start(ca, "echo", telemetry, tapRate);
		Member caller = Member.start(ca, "caller", telemetry, "cosymesh.peers.echo.url=" + called.url());
		return new Edge(called, caller.bean(PeerClients.class).webClient("echo"));
	}

	Member called() {
		return this.called;
	}

	/**
	 * Sends requests, and says what they cost.
	 */
	Cost send(Answer answer, EventLoop loop) {
		long begun = System.nanoTime();
		long worked = loop.worked();
		Flux.range(0, answer.requests())
			.flatMap((number) -> this.client.get()
				.uri(answer.route(), number % 10)
				.retrieve()
				.bodyToFlux(DataBuffer.class)
				.doOnNext(DataBufferUtils::release)
				.then(), AT_ONCE)
			.blockLast(PATIENCE);
		return new Cost((double) (loop.worked() - worked) / answer.requests(),
				answer.requests() * 1e9 / (System.nanoTime() - begun));
	}

	/**
	 * What requests cost.
	 *
	 * @param processorNanos time of a processor for each, both ends
	 * @param perSecond how many there were in a second
	 */
	record Cost(double processorNanos, double perSecond) {

	}

}
