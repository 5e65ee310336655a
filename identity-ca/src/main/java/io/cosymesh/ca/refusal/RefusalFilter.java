package io.cosymesh.ca.refusal;

import java.net.InetSocketAddress;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.IncorrectResultSizeDataAccessException;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

import io.cosymesh.mesh.problem.ProblemException;

/**
 * Counts every refusal by its reason, and refuses what nobody else has refused yet: a
 * body that is over the limit or can't be read, and whatever needs a database that is
 * away.
 */
@Component
final class RefusalFilter implements WebFilter, Ordered {

	private static final Logger logger = LoggerFactory.getLogger(RefusalFilter.class);

	private static final Duration RELIEF = Duration.ofSeconds(5);

	private final Map<String, Counter> denials;

	RefusalFilter(MeterRegistry meters) {
		this.denials = Arrays.stream(Refusal.values())
			.map(Refusal::code)
			.collect(Collectors.toUnmodifiableMap(Function.identity(), (code) -> counter(meters, code)));
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE + 20;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		return chain.filter(exchange).onErrorMap((error) -> refuse(exchange.getRequest(), error));
	}

	private Throwable refuse(ServerHttpRequest request, Throwable error) {
		Optional<RefusedException> refusal = refusalOf(error).or(() -> UnreadableBody.refusalOf(error));
		if (refusal.isPresent()) {
			log(request, refusal.get(), error);
			count(refusal.get().refusal().code());
			return problemOf(refusal.get(), error);
		}
		if (error instanceof ProblemException problem && problem.getBody().getProperties() != null) {
			count(String.valueOf(problem.getBody().getProperties().get("reason")));
		}
		return error;
	}

	private static Optional<RefusedException> refusalOf(Throwable error) {
		for (Throwable each = error; each != null; each = each.getCause()) {
			switch (each) {
				case ProblemException _ -> {
					return Optional.empty();
				}
				case RefusedException refused -> {
					return Optional.of(refused);
				}
				case DataBufferLimitException _ -> {
					return Optional.of(RefusedException.of(Refusal.REQUEST_TOO_LARGE, "The body is over the limit."));
				}
				case DataIntegrityViolationException _, IncorrectResultSizeDataAccessException _ -> {
					return Optional.empty();
				}
				case DataAccessException _, TransactionException _ -> {
					return Optional.of(RefusedException.of(Refusal.STORE_UNAVAILABLE, "The database does not answer.")
						.retryAfter(RELIEF));
				}
				default -> {
				}
			}
		}
		return Optional.empty();
	}

	private static ProblemException problemOf(RefusedException refusal, Throwable error) {
		ProblemException problem = refusal.toProblem().causedBy(error);
		return (refusal.refusal() == Refusal.INVALID_FIELD)
				? UnreadableBody.fieldOf(error).map(problem::withField).orElse(problem) : problem;
	}

	private static void log(ServerHttpRequest request, RefusedException refusal, Throwable error) {
		InetSocketAddress remote = request.getRemoteAddress();
		logger.warn("event=refused reason={} method={} path={} source={} cause={}", refusal.refusal().code(),
				request.getMethod(), LogText.safe(request.getPath().value()),
				(remote != null) ? remote.getAddress().getHostAddress() : "-", causeOf(error));
	}

	// A driver's message may quote what was sent; its class and state never do.
	private static String causeOf(Throwable error) {
		Throwable root = error;
		while (root.getCause() != null) {
			root = root.getCause();
		}
		String name = root.getClass().getSimpleName();
		return (root instanceof SQLException sql) ? name + ":" + sql.getSQLState() : name;
	}

	private void count(String reason) {
		Counter denied = this.denials.get(reason);
		if (denied != null) {
			denied.increment();
		}
	}

	private static Counter counter(MeterRegistry meters, String code) {
		return Counter.builder("identity.ca.denials")
			.description("Requests that the CA refused, by reason")
			.tag("reason", code)
			.register(meters);
	}

}
