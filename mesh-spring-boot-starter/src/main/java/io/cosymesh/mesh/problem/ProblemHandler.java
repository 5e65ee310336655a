package io.cosymesh.mesh.problem;

import java.io.IOException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.Ordered;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import org.springframework.web.util.DisconnectedClientHelper;

import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.channel.AbortedException;

/**
 * Answers whatever went wrong in a request with a problem. An error after the response
 * has begun aborts the stream instead: nobody may take half an answer for a whole one.
 */
final class ProblemHandler implements WebExceptionHandler, Ordered {

	private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);

	private final ProblemTranslator translator = new ProblemTranslator();

	private final ProblemWriter writer;

	ProblemHandler(ProblemWriter writer) {
		this.writer = writer;
	}

	@Override
	public int getOrder() {
		return -2;
	}

	@Override
	public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
		if (exchange.getResponse().isCommitted()) {
			logAborted(exchange, error);
			return Mono.error(error);
		}
		if (hasHungUp(exchange, error)) {
			// Whoever hung up reads no answer, and an operator has nothing to act on.
			log.debug("event=hung-up method={} path={} request={}", method(exchange), path(exchange), id(exchange));
			return Mono.empty();
		}
		ProblemException problem = this.translator.translate(error, isMultipart(exchange.getRequest()));
		logFailure(exchange, problem, error);
		return this.writer.write(exchange, problem);
	}

	// A connection of ours to a database, a bucket or a program breaks with the same
	// words.
	private static boolean hasHungUp(ServerWebExchange exchange, Throwable error) {
		return PeerException.in(error).isEmpty() && DisconnectedClientHelper.isClientDisconnectedException(error)
				&& (error instanceof AbortedException || error instanceof IOException || isGone(exchange.getRequest()));
	}

	private static boolean isGone(ServerHttpRequest request) {
		return ServerHttpRequestDecorator.getNativeRequest(request) instanceof Connection caller
				&& !caller.channel().isActive();
	}

	private static boolean isMultipart(ServerHttpRequest request) {
		try {
			MediaType type = request.getHeaders().getContentType();
			return type != null && type.getType().equalsIgnoreCase("multipart");
		}
		catch (InvalidMediaTypeException _) {
			return false;
		}
	}

	private static void logFailure(ServerWebExchange exchange, ProblemException problem, Throwable error) {
		int status = problem.getStatusCode().value();
		if (status == 500) {
			log.error("event=failed method={} path={} request={}", method(exchange), path(exchange), id(exchange),
					error);
		}
		else if (status > 500) {
			log.warn("event=failed status={} type={} method={} path={} request={} cause={}", status,
					problem.getBody().getType(), method(exchange), path(exchange), id(exchange), rootCause(error));
		}
		else {
			log.debug("event=refused status={} type={} method={} path={} request={}", status,
					problem.getBody().getType(), method(exchange), path(exchange), id(exchange));
		}
	}

	private static void logAborted(ServerWebExchange exchange, Throwable error) {
		if (!DisconnectedClientHelper.isClientDisconnectedException(error)) {
			log.warn("event=aborted method={} path={} request={} cause={}", method(exchange), path(exchange),
					id(exchange), rootCause(error));
		}
	}

	private static String method(ServerWebExchange exchange) {
		return exchange.getRequest().getMethod().name();
	}

	private static String path(ServerWebExchange exchange) {
		return exchange.getRequest().getPath().pathWithinApplication().value();
	}

	private static String id(ServerWebExchange exchange) {
		return RequestId.of(exchange).map(RequestId::value).orElse("-");
	}

	private static String rootCause(Throwable error) {
		Throwable root = error;
		while (root.getCause() != null) {
			root = root.getCause();
		}
		return root.getClass().getName();
	}

}
