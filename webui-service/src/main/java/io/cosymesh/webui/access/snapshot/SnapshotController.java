package io.cosymesh.webui.access.snapshot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

import io.cosymesh.database.DatabaseSnapshots;
import io.cosymesh.mesh.problem.ProblemException;
import io.cosymesh.webui.access.Account;
import io.cosymesh.webui.access.SignedIn;
import io.cosymesh.webui.access.audit.AuditTrail;
import io.cosymesh.webui.access.audit.Origin;
import io.cosymesh.webui.access.database.DatabaseWork;

import reactor.core.publisher.Mono;

/**
 * Takes snapshots for the operator of this machine, who alone can read them: what is in
 * them never leaves over the network.
 */
@RestController
class SnapshotController {

	private final Optional<DatabaseSnapshots> snapshots;

	private final AuditTrail audit;

	private final DatabaseWork work;

	SnapshotController(Optional<DatabaseSnapshots> snapshots, AuditTrail audit, DatabaseWork work) {
		this.snapshots = snapshots;
		this.audit = audit;
		this.work = work;
	}

	@PostMapping("/api/v1/snapshots")
	@ResponseStatus(HttpStatus.CREATED)
	Mono<Taken> take(ServerWebExchange exchange) {
		return exchange.getPrincipal()
			.ofType(SignedIn.class)
			.filter(SnapshotController::runsThePlace)
			.switchIfEmpty(Mono.error(() -> ProblemException.of(HttpStatus.FORBIDDEN, "forbidden", "Forbidden",
					"Snapshots are taken with the operator's key, the one in a file, by ./cosymesh backup")))
			.flatMap((sender) -> this.work.ask(() -> take(Origin.of(exchange, sender))));
	}

	private static boolean runsThePlace(SignedIn sender) {
		return sender.proof() == SignedIn.Proof.KEY && sender.reference().equals(SignedIn.OPERATOR)
				&& sender.account().administers(Account.DEFAULT_TENANT);
	}

	private Taken take(Origin origin) {
		DatabaseSnapshots local = this.snapshots
			.orElseThrow(() -> ProblemException.of(HttpStatus.CONFLICT, "backup-elsewhere", "Nothing to back up here",
					"People and keys are not in a database of this machine; back up PostgreSQL where it is"));
		Path snapshot = local.begin();
		local.freeze(snapshot);
		try {
			local.unpack(snapshot);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.work.inTransaction(() -> {
			this.audit.done(origin, "snapshot-taken", snapshot.getFileName().toString());
			return snapshot;
		});
		return new Taken(snapshot.toAbsolutePath().toString());
	}

	/**
	 * A snapshot.
	 *
	 * @param directory where it is on this machine; deleted by whoever asked for it
	 */
	record Taken(String directory) {

	}

}
