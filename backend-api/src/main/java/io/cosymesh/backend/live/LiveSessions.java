package io.cosymesh.backend.live;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

import org.springframework.context.SmartLifecycle;

import io.cosymesh.backend.caller.Caller;

/**
 * The open sessions: how many there are of whom, and their end when the service stops.
 */
final class LiveSessions implements SmartLifecycle {

	private final LiveProperties limits;

	private final Map<Caller, Integer> callers = new ConcurrentHashMap<>();

	private final Set<Place> places = ConcurrentHashMap.newKeySet();

	private final AtomicBoolean running = new AtomicBoolean();

	LiveSessions(LiveProperties limits) {
		this.limits = limits;
	}

	/**
	 * Takes a place for a session, or refuses.
	 */
	Place admit(Caller caller) {
		if (!this.running.get()) {
			throw LiveProblems.stopping();
		}
		if (this.places.size() >= this.limits.sessions()) {
			throw LiveProblems.full();
		}
		int own = this.callers.merge(caller, 1, Integer::sum);
		if (own > this.limits.sessionsPerCaller()) {
			leave(caller);
			throw LiveProblems.tooManySessions(this.limits.sessionsPerCaller());
		}
		Place place = new Place(caller);
		this.places.add(place);
		return place;
	}

	int open() {
		return this.places.size();
	}

	private void leave(Caller caller) {
		this.callers.computeIfPresent(caller, (_, count) -> (count > 1) ? count - 1 : null);
	}

	@Override
	public void start() {
		this.running.set(true);
	}

	/** What was said is spoken, within the time that a graceful shutdown has. */
	@Override
	public void stop() {
		this.running.set(false);
		this.places.forEach(Place::windUp);
	}

	@Override
	public boolean isRunning() {
		return this.running.get();
	}

	/**
	 * What a session holds while it is open.
	 */
	final class Place implements AutoCloseable {

		private final Caller caller;

		private final AtomicBoolean left = new AtomicBoolean();

		private volatile Runnable ending = () -> {
		};

		private Place(Caller caller) {
			this.caller = caller;
		}

		/** Says how the session comes to an end in peace. */
		void onStop(Runnable windingUp) {
			this.ending = windingUp;
			if (!isRunning()) {
				windingUp.run();
			}
		}

		private void windUp() {
			this.ending.run();
		}

		@Override
		public void close() {
			if (this.left.compareAndSet(false, true)) {
				LiveSessions.this.places.remove(this);
				leave(this.caller);
			}
		}

	}

}
