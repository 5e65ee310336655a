package io.cosymesh.mesh.telemetry;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

import io.cosymesh.mesh.audit.TraceParent;
import io.cosymesh.mesh.policy.Decision;
import io.cosymesh.mesh.problem.PeerException;
import io.cosymesh.mesh.telemetry.Finished.Ending;
import io.cosymesh.mesh.telemetry.OutboundWatch.Callee;
import io.cosymesh.mesh.telemetry.TrafficKey.Edge;
import io.cosymesh.mesh.traffic.CallListener.CallWatch;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.PathContainer;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * A call of this process, from its first attempt to the last byte of its answer.
 */
final class OutboundCall implements CallWatch {

	private static final String TEMPLATE = WebClient.class.getName() + ".uriTemplate";

	private static final int FORBIDDEN = 403;

	private final OutboundWatch watch;

	private final Workload peer;

	private final ClientRequest request;

	private final TrafficRow row;

	private final long started;

	private final AtomicInteger retries = new AtomicInteger();

	private final AtomicLong received = new AtomicLong();

	private final AtomicBoolean ended = new AtomicBoolean();

	private volatile int status;

	private volatile long firstByte = -1;

	private volatile boolean read;

	private volatile String protocol = "-";

	OutboundCall(OutboundWatch watch, Callee callee, ClientRequest request) {
		this.watch = watch;
		this.peer = callee.peer();
		this.request = request;
		this.started = watch.nanos();
		this.row = find(callee.rows());
		this.row.begin();
	}

	private TrafficRow find(RecentRows known) {
		String path = path(this.request);
		boolean observing = Observing.is(path);
		Object template = this.request.attributes().get(TEMPLATE);
		RouteNames routes = this.watch.routes();
		if (template == null || routes.areConfigured()) {
			return row(routes.of(this.request.method(), () -> PathContainer.parsePath(path))
				.or(() -> routes.ofTemplate(this.request.method(), template)), observing);
		}
		return known.of(this.request.method(), template.toString(), Decision.NONE, observing,
				() -> row(routes.ofTemplate(this.request.method(), template), observing));
	}

	private TrafficRow row(Optional<String> route, boolean observing) {
		return this.watch.traffic()
			.table()
			.row(new TrafficKey(Direction.OUTBOUND, this.peer, route.orElse(TrafficTable.OTHER), Decision.NONE, "true",
					observing));
	}

	@Override
	public void connected(Channel connection) {
		this.protocol = Protocols.of(connection);
		this.watch.traffic().connections().of(connection, () -> new Edge(Direction.OUTBOUND, this.peer));
	}

	@Override
	public void retried() {
		this.retries.incrementAndGet();
	}

	@Override
	public Mono<ClientResponse> watch(Mono<ClientResponse> call) {
		return call.doOnError(this::failed).doOnCancel(this::cancelled);
	}

	@Override
	public void answered(HttpStatusCode code) {
		this.firstByte = this.watch.nanos() - this.started;
		this.status = code.value();
	}

	@Override
	public Flux<DataBuffer> body(Flux<DataBuffer> body) {
		boolean counting = this.watch.tap().isWatched();
		Flux<DataBuffer> counted = counting
				? body.doOnNext((buffer) -> this.received.addAndGet(buffer.readableByteCount())) : body;
		return counted.doOnSubscribe((_) -> this.read = true).doOnError(this::failed).doFinally(this::bodyEnded);
	}

	private void bodyEnded(SignalType signal) {
		end((signal == SignalType.CANCEL) ? Ending.CANCELLED : Ending.COMPLETE, null);
	}

	private void failed(Throwable error) {
		boolean late = PeerException.in(error).filter(PeerException.TimedOut.class::isInstance).isPresent();
		end(late ? Ending.TIMED_OUT : Ending.BROKEN, error.getClass().getSimpleName());
	}

	// Nobody reads an answer that was let go of before its body.
	private void cancelled() {
		if (this.firstByte < 0 || !this.read) {
			end(Ending.CANCELLED, null);
		}
	}

	private void end(Ending ending, @Nullable String error) {
		if (!this.ended.compareAndSet(false, true)) {
			return;
		}
		int code = this.status;
		Finished finished = new Finished(code, this.firstByte, ending, code == FORBIDDEN, this.retries.get(), error);
		Traffic traffic = this.watch.traffic();
		this.row.end(finished, traffic.clock().millis());
		if (this.watch.tap().isWatched() && !this.row.key().observing()) {
			this.watch.tap().tell(event(finished), this.request.headers());
		}
	}

	private TapEvent event(Finished finished) {
		Traffic traffic = this.watch.traffic();
		long took = this.watch.nanos() - this.started;
		String error = finished.error();
		return new TapEvent.Builder(traffic.clock().instant().minusNanos(took), Direction.OUTBOUND, traffic.self(),
				this.peer)
			.request(this.protocol, RouteNames.method(this.request.method()), this.row.key().route(),
					RouteNames.shown(path(this.request), this.row.key().route()))
			.answer(finished.status(), finished.firstByteNanos(), took,
					(error != null || finished.ending() == Ending.COMPLETE) ? error : finished.ending().word())
			.bytes(this.request.headers().getContentLength(), this.received.get())
			.decided(finished.denied() ? TapEvent.DENIED : TapEvent.ALLOWED, Decision.NONE, null)
			.trace(TraceParent.traceIdOf(this.request.headers()).orElse(null))
			.build();
	}

	private static String path(ClientRequest request) {
		String path = request.url().getRawPath();
		return (path != null) ? path : "/";
	}

}
