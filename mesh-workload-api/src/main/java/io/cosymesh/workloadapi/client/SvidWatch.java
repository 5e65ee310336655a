package io.cosymesh.workloadapi.client;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.spiffe.workloadapi.grpc.SpiffeWorkloadAPIGrpc;
import io.spiffe.workloadapi.grpc.Workload.X509SVIDRequest;
import io.spiffe.workloadapi.grpc.Workload.X509SVIDResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.cosymesh.identity.issuance.IssuanceException;
import io.cosymesh.identity.renewal.SvidKeeper;
import io.cosymesh.identity.svid.SvidRefusedException;
import io.cosymesh.identity.svid.SvidSnapshot;
import io.cosymesh.identity.svid.SvidSource;
import io.cosymesh.workloadapi.EndpointAddress;

/**
 * Keeps a source supplied by a Workload API, which decides when there is a new SVID, and
 * when there is none any more. A lost connection leaves the current SVID in use and is
 * made again until it works, except where the API says that asking again is no use.
 */
public final class SvidWatch implements SvidKeeper {

	private static final Logger log = LoggerFactory.getLogger(SvidWatch.class);

	private final EndpointAddress address;

	private final SvidSource source;

	private final InstantSource clock;

	private final Backoff backoff;

	private final ScheduledExecutorService scheduler;

	private final EndpointChannel channel;

	private final CompletableFuture<SvidSnapshot> first = new CompletableFuture<>();

	private final AtomicLong refreshes = new AtomicLong();

	private final AtomicLong failures = new AtomicLong();

	private volatile @Nullable IssuanceException lastFailure;

	private volatile @Nullable Instant lastRefresh;

	private volatile @Nullable Instant nextAttempt;

	private volatile @Nullable Future<?> pending;

	private volatile boolean closed;

	private final AtomicInteger failuresInARow = new AtomicInteger();

	/**
	 * Creates a watch that doesn't connect yet.
	 * @param address where the Workload API answers
	 * @param source where SVIDs and bundles are published
	 * @param clock the present
	 * @param random the spread of reconnections; needn't be secure
	 * @param scheduler runs them; not closed here
	 */
	public SvidWatch(EndpointAddress address, SvidSource source, InstantSource clock, RandomGenerator random,
			ScheduledExecutorService scheduler) {
		this.address = address;
		this.source = source;
		this.clock = clock;
		this.backoff = new Backoff(random);
		this.scheduler = scheduler;
		this.channel = new EndpointChannel(address);
	}

	@Override
	public void start() {
		if (this.address instanceof EndpointAddress.TcpSocket tcp && !tcp.local()) {
			log.warn("event=workload-api-not-local address={} fix=\"use a Unix socket: the connection is plaintext\"",
					this.address);
		}
		connect();
	}

	@Override
	public SvidSnapshot awaitFirst(Duration timeout) throws IssuanceException, InterruptedException {
		try {
			return this.first.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			IssuanceException cause = this.lastFailure;
			throw IssuanceException.passing(
					"No SVID for %s within %d s: %s".formatted(this.source.self(), timeout.toSeconds(), (cause != null)
							? cause.getMessage() : "the Workload API at %s has not answered".formatted(this.address)),
					cause);
		}
		catch (ExecutionException ex) {
			Throwable cause = ex.getCause();
			throw IssuanceException.lasting("No SVID for %s: %s".formatted(this.source.self(),
					(cause != null) ? cause.getMessage() : ex.getMessage()), cause);
		}
	}

	@Override
	public Optional<IssuanceException> lastFailure() {
		return Optional.ofNullable(this.lastFailure);
	}

	@Override
	public Optional<Instant> lastRefresh() {
		return Optional.ofNullable(this.lastRefresh);
	}

	@Override
	public Optional<Instant> nextAttempt() {
		return Optional.ofNullable(this.nextAttempt);
	}

	@Override
	public Optional<Duration> clockSkew() {
		return Optional.empty();
	}

	@Override
	public long refreshes() {
		return this.refreshes.get();
	}

	@Override
	public long failures() {
		return this.failures.get();
	}

	@Override
	public void close() {
		this.closed = true;
		Future<?> waiting = this.pending;
		if (waiting != null) {
			waiting.cancel(false);
		}
		this.channel.close();
	}

	private void connect() {
		if (this.closed) {
			return;
		}
		this.nextAttempt = null;
		SpiffeWorkloadAPIGrpc.newStub(this.channel.fresh())
			.fetchX509SVID(X509SVIDRequest.getDefaultInstance(), new Updates());
	}

	private void take(X509SVIDResponse message) {
		try {
			OfferedIdentity offered = OfferedIdentity.read(message, this.source.self());
			SvidSnapshot snapshot = this.source.publish(offered.svid(), offered.bundles());
			this.failuresInARow.set(0);
			this.lastFailure = null;
			this.lastRefresh = this.clock.instant();
			this.refreshes.incrementAndGet();
			log.info("event=svid-obtained spiffe-id={} serial={} expires-at={} generation={} workload-api={}",
					snapshot.spiffeId(), snapshot.serial(), snapshot.notAfter(), snapshot.generation(), this.address);
			this.first.complete(snapshot);
		}
		catch (SvidRefusedException | RuntimeException ex) {
			fail(IssuanceException.passing(
					"What the Workload API at %s sent can't be used: %s".formatted(this.address, ex.getMessage()), ex));
			log.warn("event=svid-refused expires-at={} reason=\"{}\"", expiry(), lastReason());
			if (!OfferedIdentity.names(message, this.source.self())) {
				withdraw();
			}
		}
	}

	// What the API takes back is not used any longer (SPIFFE_Workload_API §5.2.1).
	private void withdraw() {
		if (this.source.withdraw()) {
			log.error("event=svid-withdrawn effect=\"all calls fail\" reason=\"{}\"", lastReason());
		}
	}

	private void ended(Status status) {
		if (this.closed) {
			return;
		}
		IssuanceException failure = StreamFailure.of(this.address, status);
		fail(failure);
		if (status.getCode() == Status.Code.PERMISSION_DENIED) {
			withdraw();
		}
		if (!failure.retryable()) {
			log.error("event=workload-api-given-up expires-at={} reason=\"{}\"", expiry(), failure.getMessage());
			this.first.completeExceptionally(failure);
			return;
		}
		int attempt = this.failuresInARow.incrementAndGet();
		Duration wait = this.backoff.after(attempt);
		log.warn("event=workload-api-lost attempt={} retry-in={}ms expires-at={} reason=\"{}\"", attempt,
				wait.toMillis(), expiry(), failure.getMessage());
		this.nextAttempt = this.clock.instant().plus(wait);
		try {
			this.pending = this.scheduler.schedule(this::connect, wait.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (RejectedExecutionException ex) {
			log.debug("event=workload-api-stopped reason=\"the scheduler is closed\"");
		}
	}

	private void fail(IssuanceException failure) {
		this.lastFailure = failure;
		this.failures.incrementAndGet();
	}

	private String lastReason() {
		return lastFailure().map(Throwable::getMessage).orElse("-");
	}

	private String expiry() {
		return this.source.current().map((snapshot) -> snapshot.notAfter().toString()).orElse("-");
	}

	private final class Updates implements StreamObserver<X509SVIDResponse> {

		@Override
		public void onNext(X509SVIDResponse message) {
			take(message);
		}

		@Override
		public void onError(Throwable error) {
			ended(Status.fromThrowable(error));
		}

		@Override
		public void onCompleted() {
			ended(Status.OK);
		}

	}

}
