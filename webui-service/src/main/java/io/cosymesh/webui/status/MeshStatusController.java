package io.cosymesh.webui.status;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.cosymesh.identity.WorkloadName;
import io.cosymesh.identity.svid.SvidSnapshot;
import io.cosymesh.identity.svid.SvidSource;
import io.cosymesh.webui.mesh.MeshServices;
import io.cosymesh.webui.status.MeshStatus.Identity;
import io.cosymesh.webui.status.MeshStatus.State;

import reactor.core.publisher.Mono;

/**
 * Tells the page what its lock may show.
 */
@RestController
class MeshStatusController {

	private static final String BACKEND = "backend-api";

	private static final Duration FRESH = Duration.ofSeconds(5);

	private final WorkloadName self;

	private final SvidSource source;

	private final InstantSource clock;

	private final Mono<Seen> backend;

	MeshStatusController(WorkloadName self, SvidSource source, InstantSource clock, MeshServices services) {
		this.self = self;
		this.source = source;
		this.clock = clock;
		WorkloadName peer = WorkloadName.parseShort(BACKEND, self);
		// However many pages are open, the peer is asked once in a while.
		this.backend = services.certificateExpiry(BACKEND)
			.map((expiry) -> identity(peer, State.VALID, expiry))
			.defaultIfEmpty(identity(peer, State.UNREACHABLE, null))
			.map((identity) -> new Seen(identity, clock.instant()))
			.cacheInvalidateIf(this::isStale);
	}

	@GetMapping("/api/v1/mesh-status")
	Mono<MeshStatus> status() {
		return this.backend.map((seen) -> new MeshStatus(List.of(own(), seen.identity()), nextRenewal(), seen.at()));
	}

	private Identity own() {
		Optional<SvidSnapshot> svid = this.source.current();
		State state = svid
			.map((current) -> current.notAfter().isAfter(this.clock.instant()) ? State.VALID : State.EXPIRED)
			.orElse(State.MISSING);
		return new Identity(this.self.serviceAccount(), this.self.spiffeId().toString(), state,
				svid.map(SvidSnapshot::notAfter).orElse(null));
	}

	private static Identity identity(WorkloadName peer, State state, @Nullable Instant expiresAt) {
		return new Identity(peer.serviceAccount(), peer.spiffeId().toString(), state, expiresAt);
	}

	// Renewal is due at a random point up to three quarters of the lifetime.
	private @Nullable Instant nextRenewal() {
		Instant now = this.clock.instant();
		return this.source.current()
			.map((svid) -> svid.notBefore()
				.plus(Duration.between(svid.notBefore(), svid.notAfter()).multipliedBy(3).dividedBy(4)))
			.filter((latest) -> latest.isAfter(now))
			.orElse(null);
	}

	private boolean isStale(Seen seen) {
		return seen.at().plus(FRESH).isBefore(this.clock.instant());
	}

	private record Seen(Identity identity, Instant at) {
	}

}
