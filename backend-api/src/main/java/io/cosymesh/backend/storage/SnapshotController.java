package io.cosymesh.backend.storage;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import io.cosymesh.mesh.problem.ProblemException;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Takes snapshots for an operator of this machine.
 */
@RestController
class SnapshotController {

	private final ObjectProvider<Snapshots> snapshots;

	private final Scheduler blocking;

	SnapshotController(ObjectProvider<Snapshots> snapshots, Scheduler blockingScheduler) {
		this.snapshots = snapshots;
		this.blocking = blockingScheduler;
	}

	@PostMapping("/internal/snapshots")
	@ResponseStatus(HttpStatus.CREATED)
	Mono<Taken> take() {
		Snapshots local = this.snapshots.getIfAvailable();
		if (local == null) {
			return Mono.error(ProblemException.of(HttpStatus.CONFLICT, "backup-elsewhere", "Nothing to back up here",
					"Database or audio are not on this machine; back up PostgreSQL and the bucket where they are"));
		}
		return Mono.fromCallable(() -> new Taken(local.take().toAbsolutePath().toString())).subscribeOn(this.blocking);
	}

	/**
	 * A snapshot.
	 *
	 * @param directory where it is on this machine; deleted by whoever asked for it
	 */
	record Taken(String directory) {

	}

}
