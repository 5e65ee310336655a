package io.cosymesh.ca.issuance;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * Counts and times what the CA issues.
 */
public final class IssuanceMetrics {

	private final MeterRegistry meters;

	IssuanceMetrics(MeterRegistry meters) {
		this.meters = meters;
	}

	/**
	 * Begins to time an issuance.
	 * @return the running clock
	 */
	public Timer.Sample begin() {
		return Timer.start(this.meters);
	}

	/**
	 * Counts an issuance.
	 * @param begun since when it took
	 * @param attestor what the name was proved by
	 * @param kind what was issued
	 */
	public void issued(Timer.Sample begun, String attestor, Kind kind) {
		this.meters.counter("identity.ca.issued", "attestor", attestor, "kind", kind.label()).increment();
		begun.stop(this.meters.timer("identity.ca.issuance", "kind", kind.label()));
	}

	/**
	 * What can be issued.
	 */
	public enum Kind {

		/** An X509-SVID for a document. */
		ATTESTED("attested"),

		/** An X509-SVID for the one before it. */
		RENEWED("renewed"),

		/** A JWT-SVID. */
		JWT("jwt");

		private final String label;

		Kind(String label) {
			this.label = label;
		}

		String label() {
			return this.label;
		}

	}

}
