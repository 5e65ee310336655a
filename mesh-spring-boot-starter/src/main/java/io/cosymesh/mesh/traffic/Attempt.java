package io.cosymesh.mesh.traffic;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import io.netty.channel.ConnectTimeoutException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.channel.ChannelOperations;

import io.cosymesh.mesh.http2.RefusedStreams;
import io.cosymesh.mesh.problem.PeerException;
import io.cosymesh.mesh.problem.PeerException.Broken.Phase;
import io.cosymesh.mesh.traffic.CallListener.CallWatch;
import io.cosymesh.mesh.traffic.TrafficCounts.Event;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFunction;

/**
 * One request to one address of a peer, from the choice to the last byte of the answer,
 * and what the address is held to have done.
 */
final class Attempt {

	// What an address counts as taking, for as long, after a failure: one that fails fast
	// would otherwise look like the best one.
	private static final Duration PENALTY = Duration.ofSeconds(5);

	private final Lane lane;

	private final Endpoint endpoint;

	private final Limits limits;

	private final RepeatableBody body;

	private final CallWatch watch;

	private final AtomicBoolean judged = new AtomicBoolean();

	private final AtomicBoolean ended = new AtomicBoolean();

	private volatile @Nullable Connection connection;

	private volatile boolean answered;

	private volatile boolean read;

	private volatile long started;

	Attempt(Lane lane, Endpoint endpoint, Limits limits, RepeatableBody body, CallWatch watch) {
		this.lane = lane;
		this.endpoint = endpoint;
		this.limits = limits;
		this.body = body;
		this.watch = watch;
	}

	Mono<ClientResponse> send(ClientRequest request, @Nullable Deadline deadline, ExchangeFunction next) {
		return Mono.defer(() -> {
			this.started = this.lane.time().nanos();
			this.endpoint.begin();
			return next.exchange(addressed(request, deadline));
		}).onErrorMap(Attempt::unwrapped).doOnError(this::failed).map(this::answered).doOnCancel(this::cancelled);
	}

	// The web client wraps what the transport reports.
	private static Throwable unwrapped(Throwable error) {
		return PeerException.in(error).<Throwable>map((failure) -> failure).orElse(error);
	}

	private ClientRequest addressed(ClientRequest request, @Nullable Deadline deadline) {
		return ClientRequest.from(request).url(at(this.endpoint.address(), request.url())).headers((headers) -> {
			headers.set(HttpHeaders.HOST, this.lane.authority());
			headers.remove(Deadline.HEADER);
			if (deadline != null) {
				headers.set(Deadline.HEADER, String.valueOf(deadline.left(this.lane.time()).toMillis()));
			}
		}).body(this.body).httpRequest(this::connected).build();
	}

	// A name in there would be looked up again, and may lead elsewhere.
	private static URI at(InetSocketAddress address, URI url) {
		String host = address.getAddress().getHostAddress();
		String path = (url.getRawPath() != null) ? url.getRawPath() : "";
		String query = (url.getRawQuery() != null) ? "?" + url.getRawQuery() : "";
		return URI.create("%s://%s:%d%s%s".formatted(url.getScheme(), (host.indexOf(':') < 0) ? host : "[" + host + "]",
				address.getPort(), path, query));
	}

	private void connected(ClientHttpRequest request) {
		if (request.getNativeRequest() instanceof Connection open) {
			this.connection = open;
			RefusedStreams.watch(open);
			this.watch.connected(open.channel());
			Duration firstByte = this.limits.firstByte();
			FirstByteTimeout.set(open, (firstByte != null) ? firstByte : Duration.ZERO);
		}
		this.endpoint.breaker().connected();
	}

	/**
	 * Says what an error means for trying again.
	 */
	Failure causeOf(Throwable error) {
		if (this.body.hasFailed()) {
			return new Failure.NotThePeers();
		}
		Connection open = this.connection;
		return switch (error) {
			case PeerException.Overloaded _ -> new Failure.Unsent(false);
			case PeerException.Unavailable _, PeerException.TimedOut _ when open == null -> new Failure.Unsent(true);
			case PeerException.Broken broken when open == null -> new Failure.Unsent(broken.phase() == Phase.HANDSHAKE);
			case PeerException.Broken broken when broken.phase() == Phase.BEFORE_SEND
					|| RefusedStreams.contains(open.channel()) ->
				new Failure.Unsent(false);
			case PeerException.Unavailable _, PeerException.Broken _ -> new Failure.Reset();
			case PeerException.TimedOut _ -> new Failure.Late();
			default -> new Failure.NotThePeers();
		};
	}

	private void failed(Throwable error) {
		switch (causeOf(error)) {
			case Failure.Unsent unsent when unsent.unreachable() -> {
				if (this.judged.compareAndSet(false, true)) {
					this.endpoint.breaker().unreachable();
				}
			}
			case Failure.Reset _, Failure.Late _ -> bad(error);
			case Failure.Unsent _, Failure.NotThePeers _, Failure.Status _ -> undecided();
		}
		if (error instanceof PeerException.TimedOut) {
			this.lane.counts().count((this.connection == null) ? Event.TIMEOUT_CONNECT : Event.TIMEOUT_FIRST_BYTE);
		}
		else if (error.getCause() instanceof ConnectTimeoutException) {
			this.lane.counts().count(Event.TIMEOUT_CONNECT);
		}
		end();
	}

	private ClientResponse answered(ClientResponse response) {
		this.answered = true;
		if (asksToWait(response)) {
			busy();
		}
		else if (isFailure(response)) {
			bad(new PeerException.Answered(this.lane.peer(), response.statusCode(), null, null));
		}
		else {
			this.endpoint.observe(this.lane.time().since(this.started));
			// A stream may last; whether the address is back is known already.
			if (this.endpoint.breaker().isProbing()) {
				good();
			}
		}
		return response;
	}

	/** Watches the body of the answer, which is to be read or let go of by this alone. */
	Flux<DataBuffer> watched(Flux<DataBuffer> content) {
		return BodyWatch.on(content, this.limits.idle(), () -> this.lane.timedOut(Event.TIMEOUT_IDLE), this.lane.time())
			.doOnSubscribe((_) -> this.read = true)
			.doOnError(this::bad)
			.doFinally((_) -> {
				good();
				end();
			});
	}

	/**
	 * Returns whether an answer says that the address, and nobody behind it, is in
	 * trouble.
	 */
	static boolean isFailure(ClientResponse response) {
		return response.statusCode().is5xxServerError()
				&& !response.headers().asHttpHeaders().containsHeader(PeerException.FAILED_PEER);
	}

	/**
	 * Returns whether an answer says that there is too much to do: whoever says so works.
	 */
	static boolean asksToWait(ClientResponse response) {
		return response.headers().asHttpHeaders().containsHeader(HttpHeaders.RETRY_AFTER)
				&& (isFailure(response) || response.statusCode().isSameCodeAs(HttpStatus.TOO_MANY_REQUESTS));
	}

	private void cancelled() {
		if (!this.answered) {
			this.endpoint.observe(this.lane.time().since(this.started));
			undecided();
			end();
		}
		else if (!this.read) {
			good();
			end();
		}
		letGo();
	}

	// The answer may be on its way to whoever just left. Nobody would read it; at best it
	// would be drained to its end, which may not come.
	private void letGo() {
		Connection open = this.connection;
		if (open != null && !this.read) {
			open.channel().eventLoop().execute(() -> {
				// A connection of HTTP/1.1 may serve another by now.
				if (ChannelOperations.get(open.channel()) == open) {
					open.dispose();
				}
			});
		}
	}

	/**
	 * Holds the address to have let the call's time pass.
	 */
	void expired() {
		if (!this.answered) {
			bad(new PeerException.TimedOut(this.lane.peer(), null));
		}
	}

	private void good() {
		if (this.judged.compareAndSet(false, true)) {
			this.endpoint.breaker().succeeded();
		}
	}

	private void bad(Throwable error) {
		if (this.judged.compareAndSet(false, true)) {
			penalize();
			this.endpoint.breaker().failed(error);
		}
	}

	private void penalize() {
		Duration elapsed = this.lane.time().since(this.started);
		if (elapsed.compareTo(PENALTY) > 0) {
			this.endpoint.observe(elapsed);
		}
		this.endpoint.punish(PENALTY);
	}

	// Others may have less to do.
	private void busy() {
		if (this.judged.compareAndSet(false, true)) {
			penalize();
			this.endpoint.breaker().released();
		}
	}

	private void undecided() {
		if (this.judged.compareAndSet(false, true)) {
			this.endpoint.breaker().released();
		}
	}

	private void end() {
		if (this.ended.compareAndSet(false, true)) {
			this.endpoint.end();
		}
	}

}
