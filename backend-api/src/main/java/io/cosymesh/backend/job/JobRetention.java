package io.cosymesh.backend.job;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

import io.cosymesh.backend.storage.AudioStore;
import io.cosymesh.backend.storage.Retention;
import io.cosymesh.backend.storage.StoredAudio;

/**
 * Deletes jobs that were kept long enough, and audio that no job knows: what a crash
 * between keeping a sentence and noting it leaves behind.
 */
final class JobRetention implements Retention {

	/** So that one sweep neither takes long nor much memory. */
	private static final int AT_ONCE = 200;

	/** Keeping a sentence and noting it takes seconds at most. */
	private static final Duration FORGOTTEN_FOR = Duration.ofMinutes(10);

	private final JobTable table;

	private final RequestTable requests;

	private final JobEnding ending;

	private final AudioStore store;

	private final Duration retention;

	private final InstantSource clock;

	JobRetention(JobTable table, RequestTable requests, JobEnding ending, AudioStore store, Duration retention,
			InstantSource clock) {
		this.table = table;
		this.requests = requests;
		this.ending = ending;
		this.store = store;
		this.retention = retention;
		this.clock = clock;
	}

	@Override
	public String name() {
		return Job.FOLDER;
	}

	@Override
	public int sweep() {
		Instant before = this.clock.instant().minus(this.retention);
		this.requests.deleteBefore(before);
		int deleted = 0;
		for (UUID job : this.table.finishedBefore(before, AT_ONCE)) {
			this.table.delete(job);
			deleted += this.ending.deleteUnnoted(job);
		}
		return deleted + deleteForgotten();
	}

	private int deleteForgotten() {
		Instant before = this.clock.instant().minus(FORGOTTEN_FOR);
		List<StoredAudio> forgotten = this.store.list(Job.FOLDER)
			.stream()
			.filter((audio) -> audio.storedAt().isBefore(before) && !audio.key().folder().equals(Job.FOLDER))
			.filter((audio) -> !this.table.needs(audio.key()))
			.toList();
		forgotten.forEach((audio) -> this.store.delete(audio.key()));
		return forgotten.size();
	}

}
