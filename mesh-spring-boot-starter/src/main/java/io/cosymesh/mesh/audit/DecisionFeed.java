package io.cosymesh.mesh.audit;

import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;

import reactor.core.publisher.BufferOverflowStrategy;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/**
 * Lets others watch decisions as they are made. It costs nothing while nobody does, and
 * who can't keep up misses the oldest.
 */
public final class DecisionFeed implements DecisionListener {

	static final int BACKLOG = 256;

	private final Set<FluxSink<DecidedRequest>> watchers = new CopyOnWriteArraySet<>();

	DecisionFeed() {
	}

	/**
	 * Watches from now on.
	 * @return decisions until the subscriber cancels, each subscriber its own
	 */
	public Flux<DecidedRequest> watch() {
		return Flux.create(this::add, FluxSink.OverflowStrategy.IGNORE)
			.onBackpressureBuffer(BACKLOG, BufferOverflowStrategy.DROP_OLDEST);
	}

	int watchers() {
		return this.watchers.size();
	}

	private void add(FluxSink<DecidedRequest> watcher) {
		this.watchers.add(watcher);
		watcher.onDispose(() -> this.watchers.remove(watcher));
	}

	@Override
	public void decided(DecidedRequest request) {
		for (FluxSink<DecidedRequest> watcher : this.watchers) {
			watcher.next(request);
		}
	}

}
