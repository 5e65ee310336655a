package io.cosymesh.workloadapi.server;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.spiffe.spiffeid.SpiffeId;
import org.jspecify.annotations.Nullable;

import io.cosymesh.identity.issuance.IssuanceException;
import io.cosymesh.identity.issuance.IssuedSvid;
import io.cosymesh.identity.issuance.SvidIssuer;
import io.cosymesh.identity.svid.SvidSnapshot;
import io.cosymesh.identity.svid.SvidSource;

/**
 * The identity that is served: the newest SVID of a source, until the issuer, which this
 * listens in on, says that the workload has none. An issuer that can't be asked takes
 * nothing away.
 */
public final class ServedIdentity implements SvidIssuer {

	private static final String NOT_YET = "the first SVID has not arrived yet";

	private final SvidIssuer issuer;

	private final SvidSource source;

	private final InstantSource clock;

	private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();

	private volatile @Nullable String refusal;

	private volatile @Nullable String failure;

	/**
	 * Creates the identity, which the renewer of the source must use as its issuer.
	 * @param issuer who issues
	 * @param source where SVIDs are published
	 * @param clock tells whether an SVID has expired
	 */
	public ServedIdentity(SvidIssuer issuer, SvidSource source, InstantSource clock) {
		this.issuer = issuer;
		this.source = source;
		this.clock = clock;
		source.onChange((snapshot) -> tell(Change.RENEWED));
	}

	@Override
	public IssuedSvid issue(byte[] csrDer) throws IssuanceException {
		try {
			IssuedSvid issued = this.issuer.issue(csrDer);
			this.refusal = null;
			this.failure = null;
			return issued;
		}
		catch (IssuanceException ex) {
			this.failure = ex.getMessage();
			if (refusesForGood(ex)) {
				this.refusal = ex.getMessage();
				tell(Change.WITHDRAWN);
			}
			throw ex;
		}
	}

	SpiffeId self() {
		return this.source.self();
	}

	SvidSource source() {
		return this.source;
	}

	InstantSource clock() {
		return this.clock;
	}

	IdentityState state() {
		String refused = this.refusal;
		if (refused != null) {
			return new IdentityState.Withdrawn(refused);
		}
		@Nullable SvidSnapshot current = this.source.current().orElse(null);
		if (current == null) {
			String failed = this.failure;
			return new IdentityState.Missing((failed != null) ? failed : NOT_YET);
		}
		if (this.clock.instant().isAfter(current.notAfter())) {
			return new IdentityState.Missing("the SVID has expired at %s".formatted(current.notAfter()));
		}
		return new IdentityState.Valid(current);
	}

	void onChange(Consumer<Change> listener) {
		this.listeners.add(listener);
	}

	private void tell(Change change) {
		this.listeners.forEach((listener) -> listener.accept(change));
	}

	// A used join token is refused for good even when renewal has failed for a passing
	// reason, which then is the suppressed one.
	private static boolean refusesForGood(IssuanceException failure) {
		return Stream.concat(Stream.of(failure), Stream.of(failure.getSuppressed()))
			.allMatch((each) -> each instanceof IssuanceException refused && !refused.retryable()
					&& refused.problemType().isPresent());
	}

	/**
	 * What has happened to the identity.
	 */
	enum Change {

		RENEWED, WITHDRAWN

	}

}
