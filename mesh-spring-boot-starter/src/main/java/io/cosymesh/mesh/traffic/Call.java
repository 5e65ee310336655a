package io.cosymesh.mesh.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

import io.cosymesh.mesh.problem.PeerException;
import io.cosymesh.mesh.traffic.CallListener.CallWatch;
import io.cosymesh.mesh.traffic.TrafficCounts.Event;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFunction;

/**
 * One call to a peer: as many attempts as it takes and as are allowed, within its time.
 */
final class Call {

	// Looking costs the peer nothing: there is nobody to ask.
	private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

	private final Lane lane;

	private final ClientRequest request;

	private final ExchangeFunction next;

	private final CallWatch watch;

	private final Limits limits;

	private final RepeatableBody body;

	private final @Nullable Deadline own;

	private final @Nullable Deadline deadline;

	private final List<Endpoint> tried = new ArrayList<>();

	private final AtomicBoolean counted = new AtomicBoolean();

	private volatile @Nullable Attempt current;

	private final long begun;

	private int retries;

	private boolean unsent;

	Call(Lane lane, ClientRequest request, @Nullable Deadline callers, ExchangeFunction next, CallWatch watch) {
		this.lane = lane;
		this.request = request;
		this.next = next;
		this.watch = watch;
		this.limits = lane.limits().of(request.method(), request.url());
		this.body = new RepeatableBody(request.body());
		this.begun = lane.time().nanos();
		Duration total = this.limits.total();
		this.own = (total != null) ? Deadline.in(total, lane.time()) : null;
		this.deadline = Deadline.earlier(this.own, callers);
	}

	Mono<ClientResponse> exchange() {
		this.lane.budget().deposit();
		return this.watch.watch(inTime().map(this::answered));
	}

	private Mono<ClientResponse> inTime() {
		Deadline end = this.deadline;
		if (end == null) {
			return patiently();
		}
		if (end.isOver(this.lane.time())) {
			return Mono.error(this::late);
		}
		Mono<ClientResponse> late = Mono.error(this::late);
		return patiently().timeout(this.lane.time().in(end.left(this.lane.time())).doOnNext((_) -> expire()), late);
	}

	// All who watch the body do so in one copy of the answer; each further one would cost
	// more than they do.
	private ClientResponse answered(ClientResponse response) {
		this.watch.answered(response.statusCode());
		this.body.forget();
		Attempt answering = Objects.requireNonNull(this.current);
		return response.mutate().body((content) -> this.watch.body(untilDeadline(answering.watched(content)))).build();
	}

	private Flux<DataBuffer> untilDeadline(Flux<DataBuffer> content) {
		Deadline end = this.deadline;
		return (end == null) ? content
				: Cut.off(content, Mono.defer(() -> this.lane.time().in(end.left(this.lane.time()))), this::late);
	}

	// A peer of a single process is away while that starts anew. What it never saw can
	// wait, whatever it is.
	private Mono<ClientResponse> patiently() {
		if (this.lane.patience().isZero()) {
			return attempt();
		}
		return Mono.defer(this::attempt)
			.retryWhen(Retry.from((failures) -> failures.map(Retry.RetrySignal::failure)
				.concatMap((error) -> waits() ? this.lane.time().in(LOOK_AGAIN) : Mono.error(error))));
	}

	private boolean waits() {
		if (!this.unsent || !this.body.isRepeatable()
				|| this.lane.time().since(this.begun).compareTo(this.lane.patience()) > 0) {
			return false;
		}
		this.tried.clear();
		return true;
	}

	private Mono<ClientResponse> attempt() {
		this.unsent = true;
		return this.lane.endpoints()
			.current()
			.onErrorMap((error) -> new PeerException.Unavailable(this.lane.peer(), error))
			.flatMap(this::attemptOnOneOf);
	}

	private Mono<ClientResponse> attemptOnOneOf(List<Endpoint> endpoints) {
		Endpoint chosen = this.lane.choice().of(endpoints, this.tried).orElse(null);
		if (chosen == null) {
			return Mono.error(this.lane.nobodyLeft(endpoints));
		}
		this.tried.add(chosen);
		Attempt attempt = new Attempt(this.lane, chosen, this.limits, this.body, this.watch);
		this.current = attempt;
		return attempt.send(this.request, this.deadline, this.next)
			.map((response) -> settle(attempt, response, endpoints))
			.onErrorResume((error) -> Mono.just(isWorthAnother(attempt.causeOf(error)) ? again() : Mono.error(error)))
			.flatMap(Function.identity());
	}

	private Mono<ClientResponse> settle(Attempt attempt, ClientResponse response, List<Endpoint> endpoints) {
		if (!Attempt.isFailure(response)) {
			if (this.retries > 0) {
				this.lane.counts().count(Event.RETRY_SUCCESS);
			}
			return Mono.just(response);
		}
		if ((Attempt.asksToWait(response) && this.tried.containsAll(endpoints))
				|| !mayRepeat(new Failure.Status(response.statusCode().value()))) {
			return Mono.just(response);
		}
		return response.mutate().body(attempt::watched).build().releaseBody().then(again());
	}

	private Mono<ClientResponse> again() {
		this.retries++;
		this.watch.retried();
		this.lane.counts().count(Event.RETRY);
		return this.lane.time()
			.in(this.lane.retries().backoff(this.retries, this.lane.random()))
			.then(Mono.defer(this::attempt));
	}

	private boolean isWorthAnother(Failure failure) {
		this.unsent = failure instanceof Failure.Unsent;
		return mayRepeat(failure);
	}

	private boolean mayRepeat(Failure failure) {
		if (!this.lane.retries().covers(failure, this.request.method()) || !this.body.isRepeatable()
				|| (this.deadline != null && this.deadline.isOver(this.lane.time()))) {
			return false;
		}
		if (this.retries >= this.lane.retries().max()) {
			this.lane.counts().count(Event.RETRY_LIMIT_EXCEEDED);
			return false;
		}
		if (!this.lane.budget().withdraw()) {
			this.lane.counts().count(Event.RETRY_OVERFLOW);
			return false;
		}
		return true;
	}

	// A caller in a hurry says nothing of the peer.
	private void expire() {
		Attempt attempt = this.current;
		if (attempt != null && isOwn()) {
			attempt.expired();
		}
	}

	// Whoever reads the answer may ask twice why it ended.
	private PeerException late() {
		if (this.counted.getAndSet(true)) {
			return new PeerException.TimedOut(this.lane.peer(), null);
		}
		return this.lane.timedOut(isOwn() ? Event.TIMEOUT_TOTAL : Event.TIMEOUT_DEADLINE);
	}

	private boolean isOwn() {
		return this.own != null && this.own.equals(this.deadline);
	}

}
