package io.cosymesh.ca.authority.files;

import java.nio.file.Path;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.cosymesh.identity.bundle.Distrust;

/**
 * Tells about files that were taken over or refused, in the log and in
 * {@code issuer_reloads_total}.
 */
final class ReloadReport {

	private static final Logger logger = LoggerFactory.getLogger(ReloadReport.class);

	private final Path directory;

	private final Counter updated;

	private final Counter refused;

	ReloadReport(Path directory, MeterRegistry meters) {
		this.directory = directory;
		this.updated = counter(meters, "updated");
		this.refused = counter(meters, "refused");
	}

	void updated(SigningSet set) {
		this.updated.increment();
		logger.info("event=issuer-updated directory={} serial={} fingerprint={} root={} roots={} notAfter={}",
				this.directory, set.serial(), Distrust.fingerprint(set.signer().certificate()),
				Distrust.fingerprint(set.anchor()), set.roots().size(), set.notAfter());
	}

	void refused(SetRefusedException refusal, String digest) {
		this.refused.increment();
		logger.warn("event=issuer-update-refused directory={} reason={} detail=\"{}\" digest={}", this.directory,
				refusal.fault().code(), refusal.detail(), digest);
	}

	void waiting(SigningSet set) {
		logger.info("event=issuer-update-waiting directory={} serial={} root={} reason=root-not-yet-known-everywhere",
				this.directory, set.serial(), Distrust.fingerprint(set.anchor()));
	}

	void failed(RuntimeException failure) {
		logger.warn("event=issuer-reload-failed directory={}", this.directory, failure);
	}

	private static Counter counter(MeterRegistry meters, String result) {
		return Counter.builder("issuer.reloads")
			.description("Changes of the issuer's files, taken over or refused")
			.tag("result", result)
			.register(meters);
	}

}
