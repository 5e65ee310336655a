package io.cosymesh.ca.authority.vault;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers whether Vault does its part, and tells the operator whenever that changes:
 * once, not for each of the requests that fail.
 */
final class VaultCondition {

	private static final Logger logger = LoggerFactory.getLogger(VaultCondition.class);

	private final String vault;

	private final MeterRegistry meters;

	private @Nullable VaultFaultException signing;

	private @Nullable VaultFaultException looking;

	VaultCondition(String vault, MeterRegistry meters) {
		this.vault = vault;
		this.meters = meters;
	}

	synchronized void signed() {
		count("signed");
		recover(this.signing);
		this.signing = null;
	}

	synchronized void notSigned(VaultFaultException fault) {
		count(fault.fault().code());
		report(this.signing, fault);
		this.signing = fault;
	}

	synchronized void looked() {
		recover(this.looking);
		this.looking = null;
	}

	synchronized void notLooked(VaultFaultException fault) {
		report(this.looking, fault);
		this.looking = fault;
	}

	synchronized boolean isSigning() {
		return this.signing == null;
	}

	/** Returns what is wrong now. */
	synchronized Optional<VaultFaultException> fault() {
		return Optional.ofNullable((this.signing != null) ? this.signing : this.looking);
	}

	Map<String, String> details() {
		Map<String, String> details = new TreeMap<>();
		details.put("issuer", "vault");
		details.put("vault", this.vault);
		fault().ifPresent((fault) -> {
			details.put("reason", fault.fault().code());
			details.put("detail", fault.detail());
		});
		return details;
	}

	private void report(@Nullable VaultFaultException before, VaultFaultException fault) {
		if (before == null || before.fault() != fault.fault()) {
			logger.warn("event=issuer-unavailable vault={} reason={} detail=\"{}\" action=\"{}\"", this.vault,
					fault.fault().code(), fault.detail(), fault.fault().action());
		}
	}

	private void recover(@Nullable VaultFaultException before) {
		if (before != null) {
			logger.info("event=issuer-available vault={} after={}", this.vault, before.fault().code());
		}
	}

	private void count(String result) {
		this.meters.counter("issuer.requests", "result", result).increment();
	}

}
