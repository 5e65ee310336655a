package io.cosymesh.workloadapi.server;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;

import com.google.protobuf.Message;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.cosymesh.identity.svid.SvidSnapshot;

/**
 * The open streams, told of each change: of a new SVID within a random short while, so
 * that not all clients reload at once, of a withdrawal immediately.
 */
final class Subscriptions {

	private static final Logger log = LoggerFactory.getLogger(Subscriptions.class);

	private static final int MAX_OPEN = 256;

	private final Set<Subscription<?>> open = ConcurrentHashMap.newKeySet();

	private final ServedIdentity identity;

	private final ScheduledExecutorService scheduler;

	private final RandomGenerator random;

	private final Duration spread;

	Subscriptions(ServedIdentity identity, ScheduledExecutorService scheduler, RandomGenerator random,
			Duration spread) {
		this.identity = identity;
		this.scheduler = scheduler;
		this.random = random;
		this.spread = spread;
		identity.onChange(this::changed);
	}

	<T extends Message> void add(StreamObserver<T> observer, Function<SvidSnapshot, T> answer) {
		ServerCallStreamObserver<T> client = (ServerCallStreamObserver<T>) observer;
		if (this.open.size() >= MAX_OPEN) {
			client.onError(Refusals.crowded(MAX_OPEN));
			return;
		}
		Subscription<T> subscription = new Subscription<>(this.identity, answer, client, this.open::remove);
		client.setOnCancelHandler(() -> this.open.remove(subscription));
		client.setOnReadyHandler(subscription::update);
		this.open.add(subscription);
		subscription.open();
	}

	void shutDown() {
		this.open.forEach(Subscription::shutDown);
		this.open.clear();
	}

	private void changed(ServedIdentity.Change change) {
		if (!this.open.isEmpty()) {
			log.info("event=workload-api-push change={} streams={}", change, this.open.size());
		}
		for (Subscription<?> subscription : this.open) {
			switch (change) {
				case RENEWED -> updateSoon(subscription);
				case WITHDRAWN -> subscription.update();
			}
		}
	}

	private void updateSoon(Subscription<?> subscription) {
		try {
			long delay = this.random.nextLong(this.spread.toMillis() + 1);
			Future<?> unused = this.scheduler.schedule(subscription::update, delay, TimeUnit.MILLISECONDS);
		}
		catch (RejectedExecutionException ex) {
			log.debug("event=workload-api-push-dropped reason=\"the scheduler is closed\"");
		}
	}

}
