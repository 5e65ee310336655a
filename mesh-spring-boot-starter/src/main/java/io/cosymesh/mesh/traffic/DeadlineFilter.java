package io.cosymesh.mesh.traffic;

import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

import reactor.core.publisher.Mono;

import io.cosymesh.mesh.problem.ProblemException;

import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * Works for a caller no longer than it waits: what is still going on at its deadline is
 * cancelled, with everything that was asked of others. An answer that has begun is
 * aborted, so that nobody takes it for whole.
 */
final class DeadlineFilter implements WebFilter, Ordered {

	// Spring Security's filter is at -100: every request is decided and recorded, also
	// one whose time is up.
	private static final int AFTER_SECURITY = -90;

	private final TrafficTime time;

	private final LongAdder exceeded = new LongAdder();

	DeadlineFilter(TrafficTime time) {
		this.time = time;
	}

	@Override
	public int getOrder() {
		return AFTER_SECURITY;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		Optional<Deadline> deadline = Deadline.parse(exchange.getRequest().getHeaders().getFirst(Deadline.HEADER),
				this.time);
		return deadline.map((known) -> until(known, exchange, chain)).orElseGet(() -> chain.filter(exchange));
	}

	double exceeded() {
		return this.exceeded.sum();
	}

	private Mono<Void> until(Deadline deadline, ServerWebExchange exchange, WebFilterChain chain) {
		Mono<Void> late = Mono.error(this::late);
		if (deadline.isOver(this.time)) {
			return late;
		}
		return chain.filter(exchange)
			.timeout(this.time.in(deadline.left(this.time)), late)
			.contextWrite(deadline::bindTo);
	}

	private ProblemException late() {
		this.exceeded.increment();
		return ProblemException.of(HttpStatus.GATEWAY_TIMEOUT, "deadline-exceeded", "Gateway Timeout",
				"The caller's time was up before there was an answer");
	}

}
