package io.cosymesh.backend.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import io.cosymesh.backend.job.EventTable.Event;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import org.springframework.http.codec.ServerSentEvent;

/**
 * Tells listeners what happens to a job, from where they left off until it is over. News
 * come from the database, so it does not matter which process makes the job.
 */
final class JobFeed {

	/** Quiet connections are taken for dead on the way. */
	private static final Duration HEARTBEAT = Duration.ofSeconds(10);

	private final JobLedger ledger;

	private final EventTable events;

	private final JobQueue queue;

	private final Scheduler blocking;

	private final Duration poll;

	JobFeed(JobLedger ledger, EventTable events, JobQueue queue, Scheduler blockingScheduler,
			JobProperties properties) {
		this.ledger = ledger;
		this.events = events;
		this.queue = queue;
		this.blocking = blockingScheduler;
		this.poll = properties.poll();
	}

	/**
	 * Listens to a job.
	 * @param id the job
	 * @param after number of the last event that is known, 0 for none
	 * @return what happened since and happens; ends with the job, or when it is deleted
	 */
	Flux<ServerSentEvent<Object>> listen(UUID id, int after) {
		return Flux.defer(() -> {
			Listener listener = new Listener(id, after);
			return Mono.fromCallable(listener::news)
				.subscribeOn(this.blocking)
				.repeatWhen((rounds) -> rounds.delayElements(this.poll))
				.takeUntil((_) -> listener.isOver)
				.concatMapIterable((news) -> news, 1);
		});
	}

	private final class Listener {

		private final UUID id;

		private int last;

		private int quietRounds;

		private @Nullable Integer position;

		private boolean isOver;

		Listener(UUID id, int after) {
			this.id = id;
			this.last = after;
		}

		List<ServerSentEvent<Object>> news() {
			List<ServerSentEvent<Object>> news = new ArrayList<>();
			// in this order: an event that comes in between is told in the next round
			boolean isOver = JobFeed.this.ledger.state(this.id).map(JobState::isOver).orElse(true);
			List<Event> events = JobFeed.this.events.after(this.id, this.last);
			for (Event event : events) {
				news.add(ServerSentEvent.<Object>builder(event.data())
					.id(Integer.toString(event.number()))
					.event(event.type().name().toLowerCase(Locale.ROOT))
					.build());
				this.last = event.number();
			}
			this.isOver = isOver && events.isEmpty();
			if (!isOver) {
				addPlace(news);
			}
			keepAlive(news);
			return news;
		}

		/** Not kept, so without an id: who comes back later is not told old places. */
		private void addPlace(List<ServerSentEvent<Object>> news) {
			JobQueue.View view = JobFeed.this.queue.view();
			view.position(this.id).filter((place) -> !place.equals(this.position)).ifPresent((place) -> {
				this.position = place;
				Map<String, Object> data = view.estimate(this.id)
					.<Map<String, Object>>map((eta) -> Map.of("position", place, "etaSeconds", eta.toSeconds() + 1))
					.orElseGet(() -> Map.of("position", place));
				news.add(ServerSentEvent.<Object>builder(data).event("queue").build());
			});
		}

		private void keepAlive(List<ServerSentEvent<Object>> news) {
			this.quietRounds = news.isEmpty() ? this.quietRounds + 1 : 0;
			if (JobFeed.this.poll.multipliedBy(this.quietRounds).compareTo(HEARTBEAT) >= 0) {
				this.quietRounds = 0;
				news.add(ServerSentEvent.builder().comment("still here").build());
			}
		}

	}

}
